import { OnnxGraph } from '../../testing/onnx-graph.ts';
import { Arithmetic } from '../../testing/chat/arithmetic.ts';
import { chatReplica, type ReplicaFaults } from '../../testing/chat/chat-replica.ts';
import { headSize, heads, layers } from '../../testing/chat/decoder.ts';
import { addPhotoFeatures } from '../../testing/chat/photo-features.ts';
import { hiddenSize, Words } from '../../testing/chat/words.ts';
import type { Replica } from '../../testing/replica.ts';
import original from '../llava-onevision-qwen2-0.5b.json' with { type: 'json' };

const side = 384;
const patch = 14;

export const llavaWords = new Words({
  special: ['<|endoftext|>', '<|im_start|>', '<|im_end|>', '<image>'],
  image: '<image>',
  opens: '',
  answers: 'assistant',
  answersOffset: 0,
  end: '<|im_end|>',
  templateWords: ['user', 'assistant'],
});

const template = [
  "{% for message in messages %}<|im_start|>{{ message['role'] }} ",
  "{% for part in message['content'] | selectattr('type', 'equalto', 'image') %}<image>\n{% endfor %}",
  "{% for part in message['content'] | selectattr('type', 'equalto', 'text') %}{{ part['text'] }}{% endfor %}",
  '<|im_end|>{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}',
].join('');

/** LLaVA-OneVision: the whole photo at 384 pixels, 27 x 27 patches, which open themselves. */
export const createLlavaOneVisionReplica = (faults: ReplicaFaults = {}): Replica =>
  chatReplica(
    {
      original,
      name: 'llava-onevision',
      words: llavaWords,
      template,
      config: {
        architectures: ['LlavaOnevisionForConditionalGeneration'],
        model_type: 'llava_onevision',
        image_token_index: llavaWords.id('<image>'),
        text_config: {
          model_type: 'qwen2',
          hidden_size: hiddenSize,
          head_dim: headSize,
          num_attention_heads: heads,
          num_key_value_heads: heads,
          num_hidden_layers: layers,
          vocab_size: llavaWords.tokens.length,
        },
        vision_config: { model_type: 'siglip_vision_model', image_size: side, patch_size: patch },
      },
      preprocessor,
      further: new Map([['vision_encoder', visionModel(faults.rollsFeatures)]]),
    },
    faults,
  );

const preprocessor = {
  image_processor_type: 'LlavaOnevisionImageProcessor',
  processor_class: 'LlavaOnevisionProcessor',
  do_convert_rgb: true,
  do_normalize: true,
  do_pad: true,
  do_rescale: true,
  do_resize: true,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
  resample: 3,
  rescale_factor: 1 / 255,
  size: { height: side, width: side },
};

/** Mean colours of patches of 14 pixels, row by row. */
function visionModel(rolled: boolean | undefined): Uint8Array {
  const graph = new OnnxGraph();
  const a = new Arithmetic(graph);
  const pixels = graph.input('pixel_values', 'float32', ['batch_size', 3, side, side]);
  const pooled = graph.node('AveragePool', [pixels], { kernel_shape: [patch, patch], strides: [patch, patch] });
  const squares = graph.node('Transpose', [graph.node('Reshape', [pooled, a.ints(0, 3, -1)])], { perm: [0, 2, 1] });
  graph.node('Identity', [addPhotoFeatures(a, squares, { rolled, opensItself: true })], {}, 'image_features');
  graph.output('image_features', 'float32', ['batch_size', 'num_patches', hiddenSize]);
  return graph.toModel();
}
