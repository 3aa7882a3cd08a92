import { float32, OnnxGraph } from '../../testing/onnx-graph.ts';
import { Arithmetic } from '../../testing/chat/arithmetic.ts';
import { networkPath, replicaManifest, type ReplicaFaults } from '../../testing/chat/chat-replica.ts';
import { heads, layers } from '../../testing/chat/decoder.ts';
import { embedTokensModel } from '../../testing/chat/embed-tokens.ts';
import { addPhotoFeatures } from '../../testing/chat/photo-features.ts';
import { tokenizerFiles } from '../../testing/chat/tokenizer-files.ts';
import { channels, hiddenSize, Words } from '../../testing/chat/words.ts';
import { jsonFile, type Replica } from '../../testing/replica.ts';
import original from '../florence-2-base-ft.json' with { type: 'json' };
import { florence2DecoderModel } from './decoder.ts';
import { taskWords } from './programs.ts';

const places = Array.from({ length: 1000 }, (_, index) => `<loc_${index}>`);

export const florence2Words = new Words({
  special: ['<s>', '<pad>', '</s>', ...places],
  image: '',
  opens: '',
  answers: '</s>',
  answersOffset: 1,
  end: '</s>',
  tasks: taskWords,
  templateWords:
    'What does image describe detail shown paragraph Locate objects category name phrases caption text regions'.split(
      ' ',
    ),
});

/** Florence-2: an encoder and a decoder. See `answers` for what it says to each task. */
export function createFlorence2Replica(faults: ReplicaFaults = {}): Replica {
  const words = florence2Words;
  const manifest = replicaManifest(original, 'florence2', faults);
  return {
    manifest,
    files: new Map([
      ...tokenizerFiles(words, { template: null, wraps: ['<s>', '</s>'] }),
      ['config.json', jsonFile({ ...configOf(words), ...faults.config })],
      ['generation_config.json', jsonFile({ ...generationOf(words), ...faults.generation })],
      ['preprocessor_config.json', jsonFile({ ...preprocessor, ...faults.preprocessor })],
      [networkPath(manifest, 'embed_tokens'), embedTokensModel(words)],
      [networkPath(manifest, 'vision_encoder'), visionModel(faults.rollsFeatures)],
      [networkPath(manifest, 'encoder_model'), encoderModel()],
      [networkPath(manifest, 'decoder_model_merged'), florence2DecoderModel(words, faults)],
    ]),
  };
}

const specials = (words: Words): object => ({
  bos_token_id: words.id('<s>'),
  pad_token_id: words.id('<pad>'),
  eos_token_id: words.id('</s>'),
});

const configOf = (words: Words): object => ({
  architectures: ['Florence2ForConditionalGeneration'],
  model_type: 'florence2',
  is_encoder_decoder: true,
  ...specials(words),
  projection_dim: hiddenSize,
  text_config: {
    model_type: 'florence2_language',
    d_model: hiddenSize,
    decoder_layers: layers,
    decoder_attention_heads: heads,
    encoder_layers: layers,
    encoder_attention_heads: heads,
    vocab_size: words.tokens.length,
    is_encoder_decoder: true,
    ...specials(words),
  },
  vision_config: { model_type: 'davit', projection_dim: hiddenSize },
  vocab_size: words.tokens.length,
});

const generationOf = (words: Words): object => ({
  ...specials(words),
  decoder_start_token_id: words.id('</s>'),
  forced_bos_token_id: words.id('<s>'),
  forced_eos_token_id: words.id('</s>'),
  no_repeat_ngram_size: 3,
  num_beams: 3,
});

const preprocessor = {
  image_processor_type: 'CLIPImageProcessor',
  processor_class: 'Florence2Processor',
  do_center_crop: false,
  do_normalize: true,
  do_rescale: true,
  do_resize: true,
  image_mean: [0.485, 0.456, 0.406],
  image_std: [0.229, 0.224, 0.225],
  image_seq_length: 577,
  crop_size: { height: 768, width: 768 },
  resample: 3,
  rescale_factor: 1 / 255,
  size: { height: 768, width: 768 },
};

/** The mean colour of the photo, then those of its squares of 32 pixels, row by row. */
function visionModel(rolled: boolean | undefined): Uint8Array {
  const graph = new OnnxGraph();
  const a = new Arithmetic(graph);
  const pixels = graph.input('pixel_values', 'float32', ['batch_size', 3, 'height', 'width']);
  const pooled = graph.node('AveragePool', [pixels], { kernel_shape: [32, 32], strides: [32, 32] });
  const colours = [graph.node('GlobalAveragePool', [pixels]), pooled].map((value) =>
    graph.node('Reshape', [value, a.ints(0, 3, -1)]),
  );
  const rows = graph.node('Transpose', [graph.node('Concat', colours, { axis: 2 })], { perm: [0, 2, 1] });
  graph.node('Identity', [addPhotoFeatures(a, rows, { rolled, opensItself: true })], {}, 'image_features');
  graph.output('image_features', 'float32', ['batch_size', 'sequence_length', hiddenSize]);
  return graph.toModel();
}

/** Every token gets one heavier on its way through the encoder. */
function encoderModel(): Uint8Array {
  const graph = new OnnxGraph();
  const a = new Arithmetic(graph);
  const embeds = graph.input('inputs_embeds', 'float32', ['batch_size', 'encoder_sequence_length', hiddenSize]);
  const mask = a.float(graph.input('attention_mask', 'int64', ['batch_size', 'encoder_sequence_length']));
  const unit = Array.from({ length: hiddenSize }, (_, channel) => (channel === channels.weight ? 1 : 0));
  const heavier = a.add(embeds, graph.constant(float32([hiddenSize], unit)));
  const kept = a.multiply(heavier, graph.node('Unsqueeze', [mask, a.ints(2)]));
  graph.node('Identity', [kept], {}, 'last_hidden_state');
  graph.output('last_hidden_state', 'float32', ['batch_size', 'encoder_sequence_length', hiddenSize]);
  return graph.toModel();
}
