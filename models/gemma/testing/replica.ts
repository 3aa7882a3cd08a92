import { int64, OnnxGraph } from '../../testing/onnx-graph.ts';
import { Arithmetic } from '../../testing/chat/arithmetic.ts';
import { chatReplica, type ReplicaFaults } from '../../testing/chat/chat-replica.ts';
import { headSize, heads, layers } from '../../testing/chat/decoder.ts';
import { addPhotoFeatures } from '../../testing/chat/photo-features.ts';
import { hiddenSize, Words } from '../../testing/chat/words.ts';
import { jsonFile, type Replica } from '../../testing/replica.ts';
import original from '../gemma-4-e2b-it.json' with { type: 'json' };

const patch = 16;
const pool = 3;
/** Layers of the decoder; the later two share the caches of the earlier ones. */
const allLayers = 2 * layers;

export const gemmaWords = new Words({
  special: ['<pad>', '<eos>', '<bos>', '<|turn>', '<turn|>', '<|image>', '<image|>', '<|image|>', '<|audio|>'],
  image: '<|image|>',
  opens: '<|image>',
  answers: 'model',
  answersOffset: 0,
  end: '<turn|>',
  templateWords: ['user', 'model'],
});

const template = [
  '{{ bos_token }}{% for message in messages %}',
  "<|turn>{{ 'model' if message['role'] == 'assistant' else message['role'] }}\n",
  "{% if message['content'] is string %}{{ message['content'] }}{% else %}{% for part in message['content'] %}",
  "{% if part['type'] == 'image' %}<|image|>{% else %}{{ part['text'] | trim }}{% endif %}",
  '{% endfor %}{% endif %}<turn|>\n{% endfor %}{% if add_generation_prompt %}<|turn>model\n{% endif %}',
].join('');

/** Gemma 4: inputs for each layer, shared caches, padded patches with their places, and an ear that is not used. */
export const createGemmaReplica = (faults: ReplicaFaults = {}): Replica =>
  chatReplica(
    {
      original,
      name: 'gemma-4',
      words: gemmaWords,
      template,
      config,
      preprocessor: { processor_class: 'Gemma4Processor', image_processor_type: 'Gemma4ImageProcessor' },
      layout: { perLayerInputs: allLayers },
      tokenizerConfig: {
        bos_token: '<bos>',
        image_token: '<|image|>',
        boi_token: '<|image>',
        eoi_token: '<image|>',
        audio_token: '<|audio|>',
      },
      further: new Map([
        ['processor_config.json', jsonFile(processor(faults.preprocessor ?? {}))],
        ['vision_encoder', visionModel(faults.rollsFeatures)],
        ['audio_encoder', audioModel()],
      ]),
    },
    faults,
  );

const config = {
  architectures: ['Gemma4ForConditionalGeneration'],
  model_type: 'gemma4',
  image_token_id: gemmaWords.id('<|image|>'),
  audio_token_id: gemmaWords.id('<|audio|>'),
  text_config: {
    model_type: 'gemma4_text',
    hidden_size: hiddenSize,
    head_dim: headSize,
    num_attention_heads: heads,
    num_key_value_heads: heads,
    num_hidden_layers: allLayers,
    num_kv_shared_layers: layers,
    vocab_size: gemmaWords.tokens.length,
  },
  vision_config: { patch_size: patch, pooling_kernel_size: pool },
};

const processor = (changes: Readonly<Record<string, unknown>>): object => ({
  processor_class: 'Gemma4Processor',
  image_seq_length: 280,
  image_processor: {
    image_processor_type: 'Gemma4ImageProcessor',
    do_convert_rgb: true,
    do_rescale: true,
    do_resize: true,
    max_soft_tokens: 280,
    patch_size: patch,
    pooling_kernel_size: pool,
    resample: 3,
    rescale_factor: 1 / 255,
    ...changes,
  },
});

/**
 * Mean colours, from -1 to 1, of squares of three by three patches; each weighs more by what the patches' columns add up
 * to. Patches come row by row with their places; those whose place is -1 only fill up.
 */
function visionModel(rolled: boolean | undefined): Uint8Array {
  const graph = new OnnxGraph();
  const a = new Arithmetic(graph);
  const pixels = graph.input('pixel_values', 'float32', ['num_images', 'max_patches', 3 * patch * patch]);
  const places = graph.input('pixel_position_ids', 'int64', ['num_images', 'max_patches', 2]);
  const column = a.pick(places, 0, 2);
  const extent = (axis: number): string =>
    graph.node('Add', [
      graph.node('ReduceMax', [a.pick(places, axis, 2)], { keepdims: 0 }),
      graph.constant(int64([], [1])),
    ]);
  const [columns, rows] = [extent(0), extent(1)].map((size) => graph.node('Reshape', [size, a.ints(1)]));
  const used = graph.node('Mul', [columns!, rows!]);
  const channels = graph.node('Reshape', [pixels, a.ints(0, 0, patch * patch, 3)]);
  const colours = graph.node('ReduceMean', [channels], { axes: [2], keepdims: 0 });
  const present = graph.node('Slice', [colours, a.ints(0), used, a.ints(1)]);
  const usedColumns = a.float(graph.node('Slice', [column, a.ints(0), used, a.ints(1)]));
  const grid = [rows!, columns!].map((size) => graph.node('Div', [size, a.ints(pool)]));
  const shape = graph.node('Concat', [a.ints(1), grid[0]!, a.ints(pool), grid[1]!, a.ints(pool, 3)], { axis: 0 });
  const pooled = graph.node('ReduceMean', [graph.node('Reshape', [present, shape])], { axes: [2, 4], keepdims: 0 });
  const squares = a.plus(a.times(graph.node('Reshape', [pooled, a.ints(1, -1, 3)]), 2), -1);
  const heavierBy = a.modulo(a.total(usedColumns), 7);
  graph.node('Squeeze', [addPhotoFeatures(a, squares, { rolled, heavierBy }), a.ints(0)], {}, 'image_features');
  graph.output('image_features', 'float32', ['num_tokens', hiddenSize]);
  return graph.toModel();
}

function audioModel(): Uint8Array {
  const graph = new OnnxGraph();
  const a = new Arithmetic(graph);
  graph.input('input_features', 'float32', ['batch_size', 'frames', 128]);
  graph.input('input_features_mask', 'bool', ['batch_size', 'frames']);
  const mask = graph.node('Unsqueeze', [a.float('input_features_mask'), a.ints(2)]);
  graph.node('Mul', ['input_features', mask], {}, 'audio_features');
  graph.output('audio_features', 'float32', ['batch_size', 'frames', 128]);
  return graph.toModel();
}
