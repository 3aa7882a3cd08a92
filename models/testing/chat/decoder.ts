import { OnnxGraph, type OnnxShape } from '../onnx-graph.ts';
import { Arithmetic } from './arithmetic.ts';
import { addNextToken } from './next-token.ts';
import { channels, hiddenSize, modulus, type Words } from './words.ts';

export const heads = 2;
export const headSize = hiddenSize / heads;
export const layers = 2;

/** What may be wrong on purpose, so that tests show that they would notice. */
export interface DecoderFaults {
  readonly positionOffset?: number;
  /** The cache holds the newest token alone. */
  readonly forgetsPast?: boolean;
  /** The layers' caches come out in the wrong order. */
  readonly swapsLayers?: boolean;
}

const cacheShape: OnnxShape = ['batch_size', heads, 'past_sequence_length', headSize];

/** `decoder_model_merged`: two layers whose caches hold positions, weights and embeddings. */
export function decoderModel(words: Words, faults: DecoderFaults = {}): Uint8Array {
  const graph = new OnnxGraph();
  const a = new Arithmetic(graph);
  const embeds = graph.input('inputs_embeds', 'float32', ['batch_size', 'sequence_length', hiddenSize]);
  const mask = a.float(graph.input('attention_mask', 'int64', ['batch_size', 'total_sequence_length']));
  const position = a.float(graph.input('position_ids', 'int64', ['batch_size', 'sequence_length']));
  const kept = addLayers(a, embeds, a.plus(position, faults.positionOffset ?? 0));
  const sum = addSum(a, kept, mask);
  const length = a.graph.node('Slice', [graph.node('Shape', [embeds]), a.ints(1), a.ints(2)]);
  addNextToken(a, words, { embeddings: mergedHeads(a, kept[0]!.value.all), mask, sum }, length);
  graph.output('logits', 'float32', ['batch_size', 'sequence_length', words.tokens.length]);
  addPresent(a, kept, faults);
  return graph.toModel();
}

export interface Kept {
  readonly now: string;
  readonly all: string;
}

export interface Layer {
  readonly key: Kept;
  readonly value: Kept;
}

/** Layer 0 keeps positions and embeddings, layer 1 weights and doubled embeddings. */
export function addLayers(a: Arithmetic, embeds: string, position: string): Layer[] {
  return projections(a, embeds, position).map(({ key, value }, layer) => ({
    key: keep(a, layer, 'key', key),
    value: keep(a, layer, 'value', value),
  }));
}

/** What each layer makes of new tokens, [1, heads, length, headSize]. */
export function projections(a: Arithmetic, embeds: string, position: string): { key: string; value: string }[] {
  const value = splitHeads(a, embeds);
  const weight = a.pick(embeds, channels.weight, 2);
  return [
    { key: spread(a, position, value), value },
    { key: spread(a, weight, value), value: a.times(value, 2) },
  ];
}

function keep(a: Arithmetic, layer: number, kind: 'key' | 'value', now: string): Kept {
  const past = a.graph.input(`past_key_values.${layer}.${kind}`, 'float32', cacheShape);
  return { now, all: a.graph.node('Concat', [past, now], { axis: 2 }) };
}

/** [1, length, hidden] to [1, heads, length, headSize]. */
function splitHeads(a: Arithmetic, value: string): string {
  return a.graph.node('Transpose', [a.graph.node('Reshape', [value, a.ints(0, 0, heads, headSize)])], {
    perm: [0, 2, 1, 3],
  });
}

export function mergedHeads(a: Arithmetic, value: string): string {
  const turned = a.graph.node('Transpose', [value], { perm: [0, 2, 1, 3] });
  return a.graph.node('Reshape', [turned, a.ints(0, 0, hiddenSize)]);
}

/** One number a token, [1, length], over heads and channels in the shape of `like`. */
const spread = (a: Arithmetic, numbers: string, like: string): string =>
  a.add(a.times(like, 0), a.graph.node('Unsqueeze', [numbers, a.ints(1, 3)]));

/** [1, length] of what `spread` spread. */
const gathered = (a: Arithmetic, value: string): string => a.pick(a.pick(value, 0, 1), 0, 2);

/** Sum of (position + 1) x weight from layer 0, and of 3 x doubled weight + weight from layer 1, modulo 23. */
export function addSum(a: Arithmetic, [first, second]: readonly Layer[], mask: string): string {
  const weight = a.pick(mergedHeads(a, first!.value.all), channels.weight, 2);
  const placed = a.multiply(a.plus(gathered(a, first!.key.all), 1), weight);
  const doubled = a.pick(mergedHeads(a, second!.value.all), channels.weight, 2);
  const heavy = a.add(a.times(doubled, 3), gathered(a, second!.key.all));
  return a.total(a.multiply(a.modulo(a.add(placed, heavy), modulus), mask));
}

function addPresent(a: Arithmetic, kept: readonly Layer[], { forgetsPast, swapsLayers }: DecoderFaults): void {
  for (const [index] of kept.entries()) {
    const layer = kept[swapsLayers === true ? kept.length - 1 - index : index]!;
    for (const kind of ['key', 'value'] as const) {
      const name = `present.${index}.${kind}`;
      a.graph.node('Identity', [forgetsPast === true ? layer[kind].now : layer[kind].all], {}, name);
      a.graph.output(name, 'float32', ['batch_size', heads, 'total_sequence_length', headSize]);
    }
  }
}
