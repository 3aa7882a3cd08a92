import { OnnxGraph } from '../../testing/onnx-graph.ts';
import { Arithmetic } from '../../testing/chat/arithmetic.ts';
import { chatReplica, type ReplicaFaults } from '../../testing/chat/chat-replica.ts';
import { headSize, heads, layers } from '../../testing/chat/decoder.ts';
import { addPhotoFeatures } from '../../testing/chat/photo-features.ts';
import { hiddenSize, Words } from '../../testing/chat/words.ts';
import type { Replica } from '../../testing/replica.ts';
import qwen25 from '../qwen2.5-vl-3b-instruct.json' with { type: 'json' };
import qwen3 from '../qwen3-vl-2b-instruct.json' with { type: 'json' };
import qwen35 from '../qwen3.5-0.8b.json' with { type: 'json' };

const merge = 2;
const frames = 2;

const signs = {
  special: ['<|endoftext|>', '<|im_start|>', '<|im_end|>', '<|vision_start|>', '<|vision_end|>', '<|image_pad|>'],
  image: '<|image_pad|>',
  opens: '<|vision_start|>',
  answers: 'assistant',
  answersOffset: 0,
  end: '<|im_end|>',
  templateWords: ['user', 'assistant'],
};
const further = ['<|video_pad|>', '<think>', '</think>'];
export const qwenWords = new Words({ ...signs, special: [...signs.special, ...further] });
/** Qwen3.5's template closes the thinking before the answer begins. */
export const qwen35Words = new Words({ ...signs, special: [...signs.special, ...further], answersOffset: 2 });

const turns = [
  "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{% if message['content'] is string %}",
  "{{ message['content'] }}{% else %}{% for part in message['content'] %}",
  "{% if part['type'] == 'image' %}<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ part['text'] }}{% endif %}",
  '{% endfor %}{% endif %}<|im_end|>\n{% endfor %}',
  '{% if add_generation_prompt %}<|im_start|>assistant\n',
].join('');
const closesThinking =
  '{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% else %}<think>\n{% endif %}';
const end = '{% endif %}';

/** Qwen2.5-VL: patches of 14 pixels, the mean and std of CLIP, positions on three axes. */
export const createQwen25VlReplica = (faults: ReplicaFaults = {}): Replica =>
  qwenReplica({ original: qwen25, name: 'qwen2.5-vl', words: qwenWords, patch: 14, template: turns + end }, faults, {
    architectures: ['Qwen2_5_VLForConditionalGeneration'],
    model_type: 'qwen2_5_vl',
    text_config: { ...textConfig, model_type: 'qwen2_5_vl_text' },
  });

/** Qwen3-VL: patches of 16 pixels. */
export const createQwen3VlReplica = (faults: ReplicaFaults = {}): Replica =>
  qwenReplica({ original: qwen3, name: 'qwen3-vl', words: qwenWords, patch: 16, template: turns + end }, faults, {
    architectures: ['Qwen3VLForConditionalGeneration'],
    model_type: 'qwen3_vl',
    text_config: { ...textConfig, model_type: 'qwen3_vl_text' },
  });

const layerTypes = Array.from({ length: 8 }, (_, layer) => (layer % 4 === 3 ? 'full_attention' : 'linear_attention'));
/** Numbers of Qwen3.5's layers that keep running sums. */
export const linearLayers = layerTypes.flatMap((type, layer) => (type === 'linear_attention' ? [layer] : []));

/** Qwen3.5: three of four layers keep sums instead of keys and values, and thinking can be turned off. */
export const createQwen35Replica = (faults: ReplicaFaults = {}): Replica =>
  qwenReplica(
    {
      original: qwen35,
      name: 'qwen3.5',
      words: qwen35Words,
      patch: 16,
      template: turns + closesThinking + end,
      layout: { linear: linearLayers, attention: [3, 7] },
    },
    faults,
    {
      architectures: ['Qwen3_5ForConditionalGeneration'],
      model_type: 'qwen3_5',
      text_config: {
        ...textConfig,
        model_type: 'qwen3_5_text',
        num_hidden_layers: layerTypes.length,
        layer_types: layerTypes,
      },
    },
  );

const textConfig = {
  hidden_size: hiddenSize,
  head_dim: headSize,
  num_attention_heads: heads,
  num_key_value_heads: heads,
  num_hidden_layers: layers,
  vocab_size: qwenWords.tokens.length,
};

interface QwenParts {
  readonly original: Parameters<typeof chatReplica>[0]['original'];
  readonly name: string;
  readonly words: Words;
  readonly patch: number;
  readonly template: string;
  readonly layout?: { readonly linear: readonly number[]; readonly attention: readonly [number, number] };
}

function qwenReplica({ patch, layout, ...parts }: QwenParts, faults: ReplicaFaults, config: object): Replica {
  const { words } = parts;
  return chatReplica(
    {
      ...parts,
      config: {
        image_token_id: words.id('<|image_pad|>'),
        video_token_id: words.id('<|video_pad|>'),
        vision_start_token_id: words.id('<|vision_start|>'),
        vision_end_token_id: words.id('<|vision_end|>'),
        vision_config: { patch_size: patch, spatial_merge_size: merge, temporal_patch_size: frames },
        ...config,
      },
      preprocessor: preprocessorOf(patch),
      layout: { positionAxes: 3, ...layout },
      further: new Map([['vision_encoder', visionModel(patch, faults.rollsFeatures)]]),
    },
    faults,
  );
}

/** Patches of 14 pixels come with CLIP's mean and std, those of 16 with plain halves. */
const preprocessorOf = (patch: number): object => ({
  image_processor_type: patch === 14 ? 'Qwen2VLImageProcessor' : 'Qwen2VLImageProcessorFast',
  processor_class: patch === 14 ? 'Qwen2_5_VLProcessor' : 'Qwen3VLProcessor',
  do_convert_rgb: true,
  do_normalize: true,
  do_rescale: true,
  do_resize: true,
  image_mean: patch === 14 ? [0.48145466, 0.4578275, 0.40821073] : [0.5, 0.5, 0.5],
  image_std: patch === 14 ? [0.26862954, 0.26130258, 0.27577711] : [0.5, 0.5, 0.5],
  merge_size: merge,
  patch_size: patch,
  temporal_patch_size: frames,
  resample: 3,
  rescale_factor: 1 / 255,
  ...(patch === 14
    ? { min_pixels: 3136, max_pixels: 12845056 }
    : { size: { shortest_edge: 65536, longest_edge: 16777216 } }),
});

/** Mean colours of each four patches that come one after the other; each weighs more by what the grid says. */
function visionModel(patch: number, rolled: boolean | undefined): Uint8Array {
  const graph = new OnnxGraph();
  const a = new Arithmetic(graph);
  const pixels = graph.input('pixel_values', 'float32', ['num_patches', 3 * frames * patch * patch]);
  const grid = a.float(graph.input('image_grid_thw', 'int64', ['num_images', 3]));
  const merged = graph.node('Reshape', [pixels, a.ints(1, -1, merge * merge, 3, frames * patch * patch)]);
  const squares = graph.node('ReduceMean', [merged], { axes: [2, 4], keepdims: 0 });
  const features = addPhotoFeatures(a, squares, { rolled, heavierBy: a.modulo(a.total(grid), 7) });
  graph.node('Squeeze', [features, a.ints(0)], {}, 'image_features');
  graph.output('image_features', 'float32', ['num_tokens', hiddenSize]);
  return graph.toModel();
}
