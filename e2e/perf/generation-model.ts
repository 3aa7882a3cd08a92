import { seededRandom } from '../../main/network/testing/seeded-random.ts';
import { ModelManifest } from '../../models/manifest.ts';
import original from '../../models/smolvlm/smolvlm-256m-instruct.json' with { type: 'json' };
import { networkPath } from '../../models/testing/chat/chat-replica.ts';
import { float32, int64, OnnxGraph, type OnnxTensor } from '../../models/testing/onnx-graph.ts';
import { createSmolVlmReplica } from '../../models/smolvlm/testing/replica.ts';
import { jsonFile, type Replica } from '../../models/testing/replica.ts';

const hidden = 256;
const inner = 1024;
const layers = 8;
const heads = 4;
const headSize = hidden / heads;
const vocabulary = 32_768;

/** A SmolVLM of random weights, large enough that a token costs some milliseconds, which never ends its answer. */
export function generationModel(): Replica {
  const { files } = createSmolVlmReplica();
  const manifest = ModelManifest.parse({ ...original, id: 'replica/large', source: { kind: 'folder' } });
  const config = JSON.parse(new TextDecoder().decode(files.get('config.json')));
  const text = { hidden_size: hidden, head_dim: headSize, num_attention_heads: heads, num_key_value_heads: heads };
  const textConfig = { ...config.text_config, ...text, num_hidden_layers: layers };
  const random = seededRandom(1);
  const table = weights([vocabulary, hidden], random);
  return {
    manifest: ModelManifest.parse({ ...manifest, variants: manifest.variants.slice(0, 1) }),
    files: new Map([
      ...files,
      ['config.json', jsonFile({ ...config, text_config: textConfig })],
      ['generation_config.json', jsonFile({ eos_token_id: vocabulary })],
      ['tokenizer.json', tokenizerOf(files.get('tokenizer.json')!)],
      [networkPath(manifest, 'embed_tokens'), embedModel(table)],
      [networkPath(manifest, 'decoder_model_merged'), decoderModel(random)],
    ]),
  };
}

/** The replica's tokenizer with words up to the vocabulary's end. */
function tokenizerOf(file: Uint8Array): Uint8Array {
  const tokenizer = JSON.parse(new TextDecoder().decode(file));
  const known = Object.keys(tokenizer.model.vocab).length;
  for (let id = known; id < vocabulary; id += 1) tokenizer.model.vocab[`w${id}`] = id;
  return jsonFile(tokenizer);
}

function embedModel(table: OnnxTensor): Uint8Array {
  const graph = new OnnxGraph();
  graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
  graph.node('Gather', [graph.constant(table), 'input_ids'], {}, 'inputs_embeds');
  graph.output('inputs_embeds', 'float32', ['batch_size', 'sequence_length', hidden]);
  return graph.toModel();
}

/** Layers of two products each, which keep their inputs as keys and values and add the mean of what they kept. */
function decoderModel(random: () => number): Uint8Array {
  const graph = new OnnxGraph();
  const matrix = (rows: number, columns: number): string => graph.constant(weights([rows, columns], random));
  const shape = graph.constant(ints(0, 0, heads, headSize));
  graph.input('inputs_embeds', 'float32', ['batch_size', 'sequence_length', hidden]);
  graph.input('attention_mask', 'int64', ['batch_size', 'total_sequence_length']);
  graph.input('position_ids', 'int64', ['batch_size', 'sequence_length']);
  let value = 'inputs_embeds';
  for (let layer = 0; layer < layers; layer += 1) {
    const now = graph.node('Transpose', [graph.node('Reshape', [value, shape])], { perm: [0, 2, 1, 3] });
    const kept = (['key', 'value'] as const).map((kind) => {
      const past = `past_key_values.${layer}.${kind}`;
      graph.input(past, 'float32', ['batch_size', heads, 'past_sequence_length', headSize]);
      graph.output(`present.${layer}.${kind}`, 'float32', ['batch_size', heads, 'total_sequence_length', headSize]);
      return graph.node('Concat', [past, now], { axis: 2 }, `present.${layer}.${kind}`);
    });
    const mean = graph.node('ReduceMean', [graph.node('Mul', kept)], { axes: [2], keepdims: 1 });
    const seen = graph.node('Reshape', [
      graph.node('Transpose', [mean], { perm: [0, 2, 1, 3] }),
      graph.constant(ints(0, 0, hidden)),
    ]);
    const wide = graph.node('Relu', [graph.node('MatMul', [graph.node('Add', [value, seen]), matrix(hidden, inner)])]);
    value = graph.node('Tanh', [graph.node('Add', [value, graph.node('MatMul', [wide, matrix(inner, hidden)])])]);
  }
  graph.node('MatMul', [value, matrix(hidden, vocabulary)], {}, 'logits');
  graph.output('logits', 'float32', ['batch_size', 'sequence_length', vocabulary]);
  return graph.toModel();
}

const ints = (...values: number[]): OnnxTensor => int64([values.length], values);

function weights(dims: readonly [number, number], random: () => number): OnnxTensor {
  const scale = 2 / Math.sqrt(dims[0] === vocabulary ? 1 : dims[0]);
  return float32(
    dims,
    Float32Array.from({ length: dims[0] * dims[1] }, () => (random() - 0.5) * scale),
  );
}
