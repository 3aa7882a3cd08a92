import type { Dtype, Encoder } from '../../manifest.ts';
import { gemmaTokenizer, unigramTokenizer, type ReplicaTokenizer } from '../../testing/replica-tokenizers.ts';
import { hueIds, searchReplica, type SearchReplica } from '../../testing/search-replica.ts';
import { imageTower, replicaDim, replicaWords, textTower } from '../../testing/two-towers.ts';

const size = 32;
const maxTokens = 64;
const half: [number, number, number] = [0.5, 0.5, 0.5];

export interface SiglipReplicaOptions {
  readonly generation?: 1 | 2;
  /** `fp16` takes and gives float16. */
  readonly dtype?: Extract<Dtype, 'fp32' | 'fp16'>;
  /** Element type of `input_ids`. */
  readonly ids?: 'int64' | 'int32';
}

/** SigLIP in small. The second: Gemma's tokenizer behind lower-casing, padded with 0; the first: T5's, padded with 1. */
export function createSiglipReplica({
  generation = 2,
  dtype = 'fp32',
  ids = 'int64',
}: SiglipReplicaOptions = {}): SearchReplica {
  const second = generation === 2;
  const tokenizer = second ? gemmaTokenizer(replicaWords) : firstTokenizer();
  const padId = second ? 0 : 1;
  const suffix = dtype === 'fp16' ? '_fp16' : '';
  const output = 'pooler_output';
  const hues = hueIds(tokenizer, (word) => (second ? [word, `▁${word}`] : [`▁${word}`]));
  const pixels = { size, mean: half, std: half, output, half: dtype === 'fp16', hidden: true };
  const { vocabularySize } = tokenizer;
  return searchReplica({
    id: second ? 'replicas/siglip2' : 'replicas/siglip',
    family: 'siglip',
    languages: ['en', 'de', 'fr'],
    dtype,
    tokenizer,
    encoder: encoderOf(padId),
    networks: {
      [`onnx/vision_model${suffix}.onnx`]: imageTower(pixels),
      [`onnx/text_model${suffix}.onnx`]: textTower({
        output,
        maxTokens,
        vocabularySize,
        hues,
        padId,
        ids,
        mask: false,
      }),
    },
    configuration: {
      ...configurationOf(tokenizer),
      'tokenizer_config.json': second
        ? { tokenizer_class: 'GemmaTokenizer', eos_token: '<eos>', pad_token: '<pad>', unk_token: '<unk>' }
        : { tokenizer_class: 'SiglipTokenizer', eos_token: '</s>', pad_token: '</s>', unk_token: '<unk>' },
    },
  });
}

const firstTokenizer = () =>
  unigramTokenizer(replicaWords, {
    specials: ['<pad>', '</s>', '<unk>'],
    unknown: '<unk>',
    before: [],
    after: ['</s>'],
    lowercase: true,
  });

const encoderOf = (padId: number): Encoder => ({
  dim: replicaDim,
  image: {
    network: 'vision_model',
    input: 'pixel_values',
    output: 'pooler_output',
    preprocessing: { size, resize: 'squash', interpolation: 'bilinear', mean: half, std: half },
  },
  text: {
    network: 'text_model',
    input: 'input_ids',
    output: 'pooler_output',
    preprocessing: {
      tokenizer: 'tokenizer.json',
      maxTokens,
      padTo: 'maximum',
      padId,
      before: [],
      after: [1],
      lowercase: true,
      prompt: 'a photo of a {}',
    },
  },
  calibration: { a: 14, b: -7, source: 'By construction: words for a colour and photos of it agree.' },
});

const configurationOf = ({ vocabularySize }: ReplicaTokenizer) => ({
  'config.json': {
    architectures: ['SiglipModel'],
    model_type: 'siglip',
    text_config: {
      model_type: 'siglip_text_model',
      hidden_size: replicaDim,
      max_position_embeddings: maxTokens,
      vocab_size: vocabularySize,
    },
    vision_config: { model_type: 'siglip_vision_model', hidden_size: replicaDim, image_size: size, patch_size: 16 },
  },
  'preprocessor_config.json': {
    do_convert_rgb: true,
    do_normalize: true,
    do_rescale: true,
    do_resize: true,
    image_mean: half,
    image_processor_type: 'SiglipImageProcessor',
    image_std: half,
    resample: 2,
    rescale_factor: 1 / 255,
    size: { height: size, width: size },
  },
});
