/** @file CLIP's image tower in any size with random weights: what it costs to run, not what it knows. */
import { float32, int64, OnnxGraph, type OnnxTensor } from './onnx-graph.ts';

export interface VisionTransformerSize {
  /** Side of the photo and of a patch, pixels. */
  readonly size: number;
  readonly patch: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly dim: number;
}

/** `pixel_values` [batch, 3, size, size] to `image_embeds` [batch, dim]. */
export function visionTransformer({ size, patch, width, layers, heads, dim }: VisionTransformerSize): Uint8Array {
  const parts = partsOf(width);
  const { graph, weights, shape, norm } = parts;
  graph.input('pixel_values', 'float32', ['batch_size', 3, size, size]);
  const patches = graph.node('Conv', ['pixel_values', weights(width, 3, patch, patch)], { strides: [patch, patch] });
  const rows = graph.node('Transpose', [graph.node('Reshape', [patches, shape(0, width, -1)])], { perm: [0, 2, 1] });
  const first = graph.node('Slice', [rows, shape(0), shape(1), shape(1)]);
  const tokens = graph.node('Concat', [first, rows], { axis: 1 });
  let x = norm(graph.node('Add', [tokens, weights((size / patch) ** 2 + 1, width)]));
  for (let layer = 0; layer < layers; layer += 1) {
    x = graph.node('Add', [x, attention(parts, norm(x), heads)]);
    x = graph.node('Add', [x, perceptron(parts, norm(x))]);
  }
  const pooled = graph.node('Gather', [norm(x), graph.constant(int64([], [0]))], { axis: 1 });
  graph.node('MatMul', [pooled, weights(width, dim)], {}, 'image_embeds');
  graph.output('image_embeds', 'float32', ['batch_size', dim]);
  return graph.toModel();
}

type Parts = ReturnType<typeof partsOf>;

function partsOf(width: number) {
  const graph = new OnnxGraph();
  const random = randomTensors();
  const weights = (...dims: number[]): string => graph.constant(random(dims));
  return {
    graph,
    width,
    weights,
    shape: (...dims: number[]): string => graph.constant(int64([dims.length], dims)),
    norm(x: string): string {
      const [scale, bias] = [graph.constant(flat(width, 1)), graph.constant(flat(width, 0))];
      return graph.node('LayerNormalization', [x, scale, bias], { axis: -1, epsilon: { float: 1e-5 } });
    },
    linear: (x: string, from: number, to: number): string =>
      graph.node('Add', [graph.node('MatMul', [x, weights(from, to)]), weights(to)]),
  };
}

function attention({ graph, width, shape, linear }: Parts, x: string, heads: number): string {
  const split = graph.node('Reshape', [linear(x, width, 3 * width), shape(0, 0, 3, heads, width / heads)]);
  const turned = graph.node('Transpose', [split], { perm: [2, 0, 3, 1, 4] });
  const [query, key, value] = [0, 1, 2].map((part) =>
    graph.node('Gather', [turned, graph.constant(int64([], [part]))], { axis: 0 }),
  ) as [string, string, string];
  const scores = graph.node('MatMul', [query, graph.node('Transpose', [key], { perm: [0, 1, 3, 2] })]);
  const scale = graph.constant(float32([], [1 / Math.sqrt(width / heads)]));
  const shares = graph.node('Softmax', [graph.node('Mul', [scores, scale])], { axis: -1 });
  const mixed = graph.node('Transpose', [graph.node('MatMul', [shares, value])], { perm: [0, 2, 1, 3] });
  return linear(graph.node('Reshape', [mixed, shape(0, 0, width)]), width, width);
}

function perceptron({ graph, width, linear }: Parts, x: string): string {
  const hidden = linear(x, width, 4 * width);
  const gate = graph.node('Sigmoid', [graph.node('Mul', [hidden, graph.constant(float32([], [1.702]))])]);
  return linear(graph.node('Mul', [hidden, gate]), 4 * width, width);
}

const flat = (length: number, value: number): OnnxTensor => float32([length], new Float32Array(length).fill(value));

/** Tensors of small numbers, the same at every call. */
function randomTensors(): (dims: readonly number[]) => OnnxTensor {
  let state = 2463534242;
  return (dims) => {
    const values = new Float32Array(dims.reduce((product, dim) => product * dim, 1));
    for (let at = 0; at < values.length; at += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      values[at] = (state / 2 ** 31) * 0.03;
    }
    return { type: 'float32', dims, bytes: new Uint8Array(values.buffer) };
  };
}
