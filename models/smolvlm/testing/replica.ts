import { OnnxGraph } from '../../testing/onnx-graph.ts';
import { Arithmetic } from '../../testing/chat/arithmetic.ts';
import { chatReplica, type ReplicaFaults } from '../../testing/chat/chat-replica.ts';
import { headSize, heads, layers } from '../../testing/chat/decoder.ts';
import { addPhotoFeatures } from '../../testing/chat/photo-features.ts';
import { hiddenSize, Words } from '../../testing/chat/words.ts';
import { jsonFile, type Replica } from '../../testing/replica.ts';
import original from '../smolvlm-256m-instruct.json' with { type: 'json' };

const tilePixels = 512;
/** Squares of a tile, each a token. */
const side = 8;
const tokensPerTile = side * side;

const positions = Array.from({ length: 16 }, (_, index) => `<row_${Math.floor(index / 4) + 1}_col_${(index % 4) + 1}>`);

export const smolVlmWords = new Words({
  special: ['<|im_start|>', '<end_of_utterance>', '<fake_token_around_image>', '<image>', '<global-img>', ...positions],
  image: '<image>',
  opens: '<global-img>',
  answers: 'Assistant',
  answersOffset: 1,
  end: '<end_of_utterance>',
  templateWords: ['User', 'Assistant'],
});

const template = [
  "<|im_start|>{% for message in messages %}{{ message['role'] | capitalize }}:",
  "{% if message['content'][0]['type'] != 'image' %} {% endif %}",
  "{% for part in message['content'] %}",
  "{% if part['type'] == 'image' %}<image>{% else %}{{ part['text'] }}{% endif %}",
  '{% endfor %}<end_of_utterance>\n{% endfor %}',
  '{% if add_generation_prompt %}Assistant:{% endif %}',
].join('');

/** SmolVLM as Idefics3 has it: tiles of 512 pixels, 64 tokens a tile. */
export const createSmolVlmReplica = (faults: ReplicaFaults = {}): Replica =>
  chatReplica(
    {
      original,
      name: 'smolvlm',
      words: smolVlmWords,
      template,
      config: configOf(smolVlmWords),
      preprocessor,
      further: new Map([
        ['processor_config.json', jsonFile({ image_seq_len: tokensPerTile, processor_class: 'Idefics3Processor' })],
        ['vision_encoder', visionModel(faults.rollsFeatures)],
      ]),
    },
    faults,
  );

const configOf = (words: Words): object => ({
  architectures: ['Idefics3ForConditionalGeneration'],
  model_type: 'idefics3',
  image_token_id: words.id('<image>'),
  scale_factor: 4,
  text_config: {
    model_type: 'llama',
    hidden_size: hiddenSize,
    head_dim: headSize,
    num_attention_heads: heads,
    num_key_value_heads: heads,
    num_hidden_layers: layers,
    vocab_size: words.tokens.length,
  },
  vision_config: { model_type: 'idefics3', hidden_size: hiddenSize, image_size: tilePixels, patch_size: 16 },
  vocab_size: words.tokens.length,
});

const preprocessor = {
  image_processor_type: 'Idefics3ImageProcessor',
  processor_class: 'Idefics3Processor',
  do_convert_rgb: true,
  do_image_splitting: true,
  do_normalize: true,
  do_pad: true,
  do_rescale: true,
  do_resize: true,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
  max_image_size: { longest_edge: tilePixels },
  resample: 1,
  rescale_factor: 1 / 255,
  size: { longest_edge: 4 * tilePixels },
};

/** Mean colours of 8 x 8 squares of each tile. */
function visionModel(rolled: boolean | undefined): Uint8Array {
  const graph = new OnnxGraph();
  const a = new Arithmetic(graph);
  const tiles = ['batch_size', 'num_images'] as const;
  graph.input('pixel_values', 'float32', [...tiles, 3, tilePixels, tilePixels]);
  graph.input('pixel_attention_mask', 'bool', [...tiles, tilePixels, tilePixels]);
  const pixels = graph.node('Reshape', ['pixel_values', a.ints(-1, 3, tilePixels, tilePixels)]);
  const mask = graph.node('Reshape', [a.float('pixel_attention_mask'), a.ints(-1, 1, tilePixels, tilePixels)]);
  const square = tilePixels / side;
  const pooled = graph.node('AveragePool', [a.multiply(pixels, mask)], {
    kernel_shape: [square, square],
    strides: [square, square],
  });
  const squares = graph.node('Transpose', [graph.node('Reshape', [pooled, a.ints(0, 3, tokensPerTile)])], {
    perm: [0, 2, 1],
  });
  graph.node('Identity', [addPhotoFeatures(a, squares, { rolled })], {}, 'image_features');
  graph.output('image_features', 'float32', ['total_images', tokensPerTile, hiddenSize]);
  return graph.toModel();
}
