import type { TextPreprocessing } from '../../manifest.ts';
import {
  addedTokens,
  byteLevelTokenizer,
  unigramTokenizer,
  type ReplicaTokenizer,
} from '../../testing/replica-tokenizers.ts';
import { hueIds, searchReplica, type SearchReplica } from '../../testing/search-replica.ts';
import { imageTower, replicaDim, replicaWords, textTower } from '../../testing/two-towers.ts';

const size = 32;
const mean: [number, number, number] = [0.48145466, 0.4578275, 0.40821073];
const std: [number, number, number] = [0.26862954, 0.26130258, 0.27577711];

const preprocessor = {
  crop_size: { height: size, width: size },
  do_center_crop: true,
  do_convert_rgb: true,
  do_normalize: true,
  do_rescale: true,
  do_resize: true,
  image_mean: mean,
  image_processor_type: 'CLIPImageProcessor',
  image_std: std,
  resample: 3,
  rescale_factor: 1 / 255,
  size: { shortest_edge: size },
};

interface ClipText {
  readonly tokenizer: ReplicaTokenizer;
  /** How the tokenizer spells a word that it knows whole. */
  spell(word: string): string;
  readonly preprocessing: Omit<TextPreprocessing, 'tokenizer'>;
  readonly mask: boolean;
  readonly textConfig: object;
  readonly tokenizerConfig: object;
}

/** CLIP in small: byte-level BPE, texts padded to the end with the end's own id. */
export function createClipReplica(): SearchReplica {
  const tokenizer = byteLevelTokenizer(replicaWords);
  const specials = ['<|startoftext|>', '<|endoftext|>'] as const;
  const [bos, eos] = specials.map(tokenizer.id) as [number, number];
  return clipReplica('replicas/clip', ['en'], {
    tokenizer,
    spell: (word) => `${byteSpelling(word)}</w>`,
    preprocessing: {
      maxTokens: 77,
      padTo: 'maximum',
      padId: eos,
      before: [bos],
      after: [eos],
      lowercase: true,
      prompt: 'a photo of a {}',
    },
    mask: false,
    textConfig: { model_type: 'clip_text_model', max_position_embeddings: 77, bos_token_id: bos, eos_token_id: eos },
    tokenizerConfig: {
      added_tokens_decoder: addedTokens(tokenizer, specials),
      tokenizer_class: 'CLIPTokenizer',
      bos_token: specials[0],
      eos_token: specials[1],
      pad_token: specials[1],
      unk_token: specials[1],
      do_lower_case: true,
      model_max_length: 77,
    },
  });
}

/** Multilingual CLIP in small: XLM-R's unigram tokenizer, a mask, texts as long as the longest of a batch. */
export function createMultilingualClipReplica(): SearchReplica {
  const specials = ['<s>', '<pad>', '</s>', '<unk>'];
  const around = { before: ['<s>'], after: ['</s>'] };
  const tokenizer = unigramTokenizer(replicaWords, { specials, unknown: '<unk>', ...around, lowercase: false });
  return clipReplica('replicas/multilingual-clip', ['en', 'de', 'fr'], {
    tokenizer,
    spell: (word) => `▁${word}`,
    preprocessing: {
      maxTokens: 128,
      padTo: 'longest',
      padId: 1,
      before: [0],
      after: [2],
      lowercase: false,
      prompt: '{}',
    },
    mask: true,
    textConfig: { model_type: 'xlm-roberta', max_position_embeddings: 130, bos_token_id: 0, pad_token_id: 1 },
    tokenizerConfig: {
      added_tokens_decoder: addedTokens(tokenizer, specials),
      tokenizer_class: 'XLMRobertaTokenizer',
      bos_token: '<s>',
      eos_token: '</s>',
      pad_token: '<pad>',
      unk_token: '<unk>',
      model_max_length: 128,
    },
  });
}

function clipReplica(id: string, languages: readonly string[], text: ClipText): SearchReplica {
  const { tokenizer, preprocessing, mask } = text;
  const { maxTokens, padId } = preprocessing;
  const { vocabularySize } = tokenizer;
  const hues = hueIds(tokenizer, (word) => [text.spell(word)]);
  const input = { network: 'text_model', input: 'input_ids', output: 'text_embeds' };
  return searchReplica({
    id,
    family: 'clip',
    languages,
    dtype: 'fp32',
    tokenizer,
    encoder: {
      dim: replicaDim,
      image: {
        network: 'vision_model',
        input: 'pixel_values',
        output: 'image_embeds',
        preprocessing: { size, resize: 'crop', interpolation: 'bicubic', mean, std },
      },
      text: { ...input, preprocessing: { tokenizer: 'tokenizer.json', ...preprocessing } },
      calibration: { a: 14, b: -7, source: 'By construction: words for a colour and photos of it agree.' },
    },
    networks: {
      'onnx/vision_model.onnx': imageTower({ size, mean, std, output: 'image_embeds' }),
      'onnx/text_model.onnx': textTower({
        output: 'text_embeds',
        maxTokens,
        vocabularySize,
        hues,
        padId,
        ids: 'int64',
        mask,
      }),
    },
    configuration: {
      'config.json': {
        architectures: ['CLIPModel'],
        model_type: 'clip',
        projection_dim: replicaDim,
        text_config: { vocab_size: vocabularySize, ...text.textConfig },
        vision_config: { model_type: 'clip_vision_model', image_size: size, patch_size: 16 },
      },
      'preprocessor_config.json': preprocessor,
      'tokenizer_config.json': text.tokenizerConfig,
    },
  });
}

/** The bytes above ASCII are written as signs of their own; the colour words have only Latin-1 ones. */
const byteSpelling = (word: string): string => String.fromCodePoint(...new TextEncoder().encode(word));
