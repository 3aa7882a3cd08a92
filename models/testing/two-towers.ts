/**
 * @file The arithmetic of search replicas. A photo's vector is a weighted sum of its pixels (0 to 1), a text's a weighted sum of
 * its ids' rows: both known in closed form. Normalisation is undone inside the network, with the right mean and deviation.
 */
import { float32, int64, OnnxGraph } from './onnx-graph.ts';

/** Numbers in a vector. */
export const replicaDim = 16;

/** Words that photos of these colours are found by, in several languages. */
export const colourWords = [
  ['red', 'rot', 'rouge'],
  ['green', 'grün', 'vert'],
  ['blue', 'blau', 'bleu'],
] as const;

/** Words that the replicas' tokenizers know as one token. */
export const replicaWords: readonly string[] = ['a', 'an', 'of', 'the', 'photo', 'car', ...colourWords.flat()];

const hueOf = (hue: number, channel: number): number => (hue === channel ? 1 : -0.5);

/** How much one channel of one pixel adds to one number of the vector, in shares of the photo. */
export function pixelWeight(
  dim: number,
  channel: number,
  { x, y, size }: { x: number; y: number; size: number },
): number {
  const half = size / 2;
  if (dim < 3) return hueOf(dim, channel);
  if (dim < 6) return channel === dim - 3 ? 0.25 * (x < half ? 1 : -1) : 0;
  if (dim < 9) return channel === dim - 6 ? 0.25 * (y < half ? 1 : -1) : 0;
  if (dim === 9) return 0.03;
  return dim === 10 ? 0 : (((x * 7 + y * 13 + channel * 3 + dim * 5) % 11) - 5) / 10;
}

/** Added to every photo's vector, so that a black one has a direction too. */
export const photoOffset = (dim: number): number => (dim === 10 ? 0.05 : 0);

/** One number of an id's row; `hue` is the colour that it names, if any. Padding is faint because there is much of it. */
export function tokenWeight(id: number, dim: number, { hue, faint }: { hue: number | null; faint: boolean }): number {
  const noise = (((id * 131 + dim * 37 + ((id * dim) % 17) * 29) % 41) - 20) / 20;
  return (hue !== null && dim < 3 ? hueOf(hue, dim) : 0) + noise * (faint ? 0.002 : 0.1);
}

/** What an id at one position counts. */
export const positionWeight = (position: number): number => 1 + 0.5 * (position % 3);

interface ImageTowerFacts {
  readonly size: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly output: string;
  readonly half?: boolean;
  /** Gives `last_hidden_state` as well, as SigLIP's towers do. */
  readonly hidden?: boolean;
  /** Photos that it takes at once; any number where it is left out. */
  readonly batch?: number;
}

/** `pixel_values` [batch, 3, size, size] to [batch, 16], float32 or float16. */
export function imageTower({
  size,
  mean,
  std,
  output,
  half = false,
  hidden = false,
  batch,
}: ImageTowerFacts): Uint8Array {
  const type = half ? 'float16' : 'float32';
  const pixels = size * size;
  const weights = new Float32Array(3 * pixels * replicaDim);
  const offsets = Float32Array.from({ length: replicaDim }, (_, dim) => photoOffset(dim));
  for (let at = 0; at < 3 * pixels; at += 1) {
    const channel = Math.floor(at / pixels);
    const place = { x: at % size, y: Math.floor((at % pixels) / size), size };
    for (let dim = 0; dim < replicaDim; dim += 1) {
      const weight = pixelWeight(dim, channel, place) / pixels;
      weights[at * replicaDim + dim] = weight * std[channel]!;
      offsets[dim]! += weight * mean[channel]!;
    }
  }
  const graph = new OnnxGraph();
  graph.input('pixel_values', type, [batch ?? 'batch_size', 'num_channels', 'height', 'width']);
  const flat = graph.node('Reshape', ['pixel_values', graph.constant(int64([2], [0, -1]))]);
  const full = half ? graph.node('Cast', [flat], { to: 1 }) : flat;
  const sums = graph.node('MatMul', [full, graph.constant(float32([3 * pixels, replicaDim], weights))]);
  const vectors = graph.node('Add', [sums, graph.constant(float32([replicaDim], offsets))]);
  graph.node('Cast', [vectors], { to: half ? 10 : 1 }, output);
  if (hidden) {
    graph.node('Reshape', ['pixel_values', graph.constant(int64([3], [0, pixels, 3]))], {}, 'last_hidden_state');
    graph.output('last_hidden_state', type, ['batch_size', pixels, 3]);
  }
  graph.output(output, type, ['batch_size', replicaDim]);
  return graph.toModel();
}

interface TextTowerFacts {
  readonly output: string;
  readonly maxTokens: number;
  readonly vocabularySize: number;
  /** Ids of the words for each colour. */
  readonly hues: readonly (readonly number[])[];
  readonly padId: number;
  readonly ids: 'int64' | 'int32';
  /** Has `attention_mask`, and leaves out what it hides. */
  readonly mask: boolean;
  /** Texts and ids that it takes at once; any number where it is left out. */
  readonly fixed?: readonly [number, number];
  /** Has `token_type_ids`, which change nothing as long as they are zeros. */
  readonly segments?: boolean;
}

/** `input_ids` [batch, length] to [batch, 16] float32. */
export function textTower(facts: TextTowerFacts): Uint8Array {
  const { output, maxTokens, vocabularySize, ids, mask } = facts;
  const positions = Float32Array.from({ length: maxTokens }, (_, position) => positionWeight(position));
  const graph = new OnnxGraph();
  const shape = facts.fixed ?? ['batch_size', 'sequence_length'];
  graph.input('input_ids', ids, shape);
  const embedded = graph.node('Gather', [
    graph.constant(float32([vocabularySize, replicaDim], idRows(facts))),
    'input_ids',
  ]);
  const one = graph.constant(int64([1], [1]));
  const length = graph.node('Slice', [graph.node('Shape', ['input_ids']), one, graph.constant(int64([1], [2]))]);
  const table = graph.constant(float32([maxTokens, 1], positions));
  const placed = graph.node('Slice', [table, graph.constant(int64([1], [0])), length]);
  let weighted = graph.node('Mul', [embedded, placed]);
  if (mask) {
    graph.input('attention_mask', ids, shape);
    const seen = graph.node('Unsqueeze', [
      graph.node('Cast', ['attention_mask'], { to: 1 }),
      graph.constant(int64([1], [2])),
    ]);
    weighted = graph.node('Mul', [weighted, seen]);
  }
  if (facts.segments === true) {
    graph.input('token_type_ids', ids, shape);
    const segments = graph.node('Cast', ['token_type_ids'], { to: 1 });
    weighted = graph.node('Add', [weighted, graph.node('Unsqueeze', [segments, graph.constant(int64([1], [2]))])]);
  }
  graph.node('ReduceSum', [weighted, one], { keepdims: 0 }, output);
  graph.output(output, 'float32', [shape[0], replicaDim]);
  return graph.toModel();
}

const idRows = ({ vocabularySize, hues, padId }: TextTowerFacts): Float32Array =>
  Float32Array.from({ length: vocabularySize * replicaDim }, (_, at) => {
    const id = Math.floor(at / replicaDim);
    const hue = hues.findIndex((words) => words.includes(id));
    return tokenWeight(id, at % replicaDim, { hue: hue < 0 ? null : hue, faint: id === padId });
  });
