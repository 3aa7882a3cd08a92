import { float32, OnnxGraph } from '../onnx-graph.ts';
import { hiddenSize, type Words } from './words.ts';

/** `embed_tokens`: a row of the table for each id. */
export function embedTokensModel(words: Words): Uint8Array {
  const graph = new OnnxGraph();
  graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
  const table = graph.constant(float32([words.tokens.length, hiddenSize], words.embeddings()));
  graph.node('Gather', [table, 'input_ids'], { axis: 0 }, 'inputs_embeds');
  graph.output('inputs_embeds', 'float32', ['batch_size', 'sequence_length', hiddenSize]);
  return graph.toModel();
}
