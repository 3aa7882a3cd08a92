import { searchReplica, hueIds, type SearchReplica } from '../../testing/search-replica.ts';
import { addedTokens, byteLevelTokenizer, unigramTokenizer } from '../../testing/replica-tokenizers.ts';
import { imageTower, replicaDim, replicaWords, textTower } from '../../testing/two-towers.ts';

const size = 32;
const mean: [number, number, number] = [0.48145466, 0.4578275, 0.40821073];
const std: [number, number, number] = [0.26862954, 0.26130258, 0.27577711];
const image = {
  network: 'vision_model',
  input: 'pixel_values',
  output: 'image_embeds',
  preprocessing: { size, resize: 'crop', interpolation: 'bicubic', mean, std },
} as const;
const calibration = { a: 14, b: -7, source: 'By construction: words for a colour and photos of it agree.' };

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

/** CLIP in small: byte-level BPE, texts padded to the end with the end's own id. */
export function createClipReplica(): SearchReplica {
  const tokenizer = byteLevelTokenizer(replicaWords);
  const [bos, eos] = [tokenizer.id('<|startoftext|>'), tokenizer.id('<|endoftext|>')];
  const maxTokens = 77;
  const hues = hueIds(tokenizer, (word) => [`${byteSpelling(word)}</w>`]);
  return searchReplica({
    id: 'replicas/clip',
    family: 'clip',
    languages: ['en'],
    dtype: 'fp32',
    tokenizer,
    encoder: {
      dim: replicaDim,
      image: { ...image, preprocessing: { ...image.preprocessing } },
      text: {
        network: 'text_model',
        input: 'input_ids',
        output: 'text_embeds',
        preprocessing: {
          tokenizer: 'tokenizer.json',
          maxTokens,
          padTo: 'maximum',
          padId: eos,
          before: [bos],
          after: [eos],
          lowercase: true,
          prompt: 'a photo of a {}',
        },
      },
      calibration,
    },
    networks: {
      'onnx/vision_model.onnx': imageTower({ size, mean, std, output: 'image_embeds' }),
      'onnx/text_model.onnx': textTower({
        output: 'text_embeds',
        maxTokens,
        vocabularySize: tokenizer.vocabularySize,
        hues,
        padId: eos,
        ids: 'int64',
        mask: false,
      }),
    },
    configuration: {
      'config.json': {
        architectures: ['CLIPModel'],
        model_type: 'clip',
        projection_dim: replicaDim,
        logit_scale_init_value: 2.6592,
        text_config: {
          model_type: 'clip_text_model',
          max_position_embeddings: maxTokens,
          vocab_size: tokenizer.vocabularySize,
          bos_token_id: bos,
          eos_token_id: eos,
        },
        vision_config: { model_type: 'clip_vision_model', image_size: size, patch_size: 16 },
      },
      'preprocessor_config.json': preprocessor,
      'tokenizer_config.json': {
        added_tokens_decoder: addedTokens(tokenizer, ['<|startoftext|>', '<|endoftext|>']),
        tokenizer_class: 'CLIPTokenizer',
        bos_token: '<|startoftext|>',
        eos_token: '<|endoftext|>',
        pad_token: '<|endoftext|>',
        unk_token: '<|endoftext|>',
        do_lower_case: true,
        model_max_length: maxTokens,
      },
    },
  });
}

/** The bytes above ASCII are written as signs of their own; the colour words have only Latin-1 ones. */
const byteSpelling = (word: string): string => String.fromCodePoint(...new TextEncoder().encode(word));

/** Multilingual CLIP in small: XLM-R's unigram tokenizer, a mask, texts as long as the longest of a batch. */
export function createMultilingualClipReplica(): SearchReplica {
  const specials = ['<s>', '<pad>', '</s>', '<unk>'];
  const tokenizer = unigramTokenizer(replicaWords, {
    specials,
    unknown: '<unk>',
    before: ['<s>'],
    after: ['</s>'],
    lowercase: false,
  });
  const maxTokens = 128;
  return searchReplica({
    id: 'replicas/multilingual-clip',
    family: 'clip',
    languages: ['en', 'de', 'fr'],
    dtype: 'fp32',
    tokenizer,
    encoder: {
      dim: replicaDim,
      image: { ...image, preprocessing: { ...image.preprocessing } },
      text: {
        network: 'text_model',
        input: 'input_ids',
        output: 'text_embeds',
        preprocessing: {
          tokenizer: 'tokenizer.json',
          maxTokens,
          padTo: 'longest',
          padId: 1,
          before: [0],
          after: [2],
          lowercase: false,
          prompt: '{}',
        },
      },
      calibration,
    },
    networks: {
      'onnx/vision_model.onnx': imageTower({ size, mean, std, output: 'image_embeds' }),
      'onnx/text_model.onnx': textTower({
        output: 'text_embeds',
        maxTokens,
        vocabularySize: tokenizer.vocabularySize,
        hues: hueIds(tokenizer, (word) => [`▁${word}`]),
        padId: 1,
        ids: 'int64',
        mask: true,
      }),
    },
    configuration: {
      'config.json': {
        architectures: ['CLIPModel'],
        model_type: 'clip',
        projection_dim: replicaDim,
        text_config: {
          model_type: 'xlm-roberta',
          max_position_embeddings: maxTokens + 2,
          vocab_size: tokenizer.vocabularySize,
          bos_token_id: 0,
          pad_token_id: 1,
          eos_token_id: 2,
        },
        vision_config: { model_type: 'clip_vision_model', image_size: size, patch_size: 16 },
      },
      'preprocessor_config.json': preprocessor,
      'tokenizer_config.json': {
        added_tokens_decoder: addedTokens(tokenizer, specials),
        tokenizer_class: 'XLMRobertaTokenizer',
        bos_token: '<s>',
        eos_token: '</s>',
        pad_token: '<pad>',
        unk_token: '<unk>',
        model_max_length: maxTokens,
      },
    },
  });
}
