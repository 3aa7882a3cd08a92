import { float32, OnnxGraph } from '../onnx-graph.ts';
import { perLayerSize } from './decoder.ts';
import { hiddenSize, type Words } from './words.ts';

/** `embed_tokens`: a row of the table for each id, and where `layers` is given a row for each of them too. */
export function embedTokensModel(words: Words, { layers = 0 }: { layers?: number } = {}): Uint8Array {
  const graph = new OnnxGraph();
  graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
  const table = graph.constant(float32([words.tokens.length, hiddenSize], words.embeddings()));
  graph.node('Gather', [table, 'input_ids'], { axis: 0 }, 'inputs_embeds');
  graph.output('inputs_embeds', 'float32', ['batch_size', 'sequence_length', hiddenSize]);
  if (layers > 0) {
    const rows = words.tokens.flatMap((_, id) =>
      Array.from({ length: layers * perLayerSize }, (_, index) => perLayerInput(id, Math.floor(index / perLayerSize))),
    );
    const further = graph.constant(float32([words.tokens.length, layers, perLayerSize], rows));
    graph.node('Gather', [further, 'input_ids'], { axis: 0 }, 'per_layer_inputs');
    graph.output('per_layer_inputs', 'float32', ['batch_size', 'sequence_length', layers, perLayerSize]);
  }
  return graph.toModel();
}

/** What a token adds in one layer. */
export const perLayerInput = (id: number, layer: number): number => (id % 3) + 4 * (layer - 1);
