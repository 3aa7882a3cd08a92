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

/** What differs between the families. */
export interface DecoderLayout {
  /** 3 for positions in time, down and across, whose sum of 1, 5 and 11 times each is kept. */
  readonly positionAxes?: 1 | 3;
  /** Indexes of the two layers with keys and values. */
  readonly attention?: readonly [number, number];
  /** Indexes of layers that keep running sums instead. */
  readonly linear?: readonly number[];
  /** Layers for which `embed_tokens` gives further inputs; none where it is left out. */
  readonly perLayerInputs?: number;
}

const cacheShape: OnnxShape = ['batch_size', heads, 'past_sequence_length', headSize];

/** `decoder_model_merged`: two layers whose caches hold positions, weights and embeddings. */
export function decoderModel(words: Words, faults: DecoderFaults = {}, layout: DecoderLayout = {}): Uint8Array {
  const graph = new OnnxGraph();
  const a = new Arithmetic(graph);
  const embeds = graph.input('inputs_embeds', 'float32', ['batch_size', 'sequence_length', hiddenSize]);
  const mask = a.float(graph.input('attention_mask', 'int64', ['batch_size', 'total_sequence_length']));
  const position = addPosition(a, layout);
  const perLayer = addPerLayerInputs(a, layout);
  const attention = layout.attention ?? [0, 1];
  const made = projections(a, embeds, a.plus(position, faults.positionOffset ?? 0), perLayer);
  const kept = made.map(({ key, value }, index) => ({
    key: keep(a, attention[index]!, 'key', key),
    value: keep(a, attention[index]!, 'value', value),
  }));
  const sum = [addSum(a, kept, mask), ...addLinearLayers(a, embeds, layout.linear ?? [], faults)].reduce(a.add);
  const length = a.graph.node('Slice', [graph.node('Shape', [embeds]), a.ints(1), a.ints(2)]);
  addNextToken(a, words, { embeddings: mergedHeads(a, kept[0]!.value.all), mask, sum }, length);
  graph.output('logits', 'float32', ['batch_size', 'sequence_length', words.tokens.length]);
  addPresent(a, kept, attention, faults);
  return graph.toModel();
}

function addPosition(a: Arithmetic, { positionAxes = 1 }: DecoderLayout): string {
  const shape: OnnxShape = ['batch_size', 'sequence_length'];
  if (positionAxes === 1) return a.float(a.graph.input('position_ids', 'int64', shape));
  const axes = a.float(a.graph.input('position_ids', 'int64', [3, ...shape]));
  return positionFactors.map((factor, axis) => a.times(a.pick(axes, axis, 0), factor)).reduce(a.add);
}

/** How much each of three axes counts. */
export const positionFactors = [1, 5, 11] as const;

/** The second layer's further input, [1, length]; null where the family has none. */
function addPerLayerInputs({ graph, ...a }: Arithmetic, { perLayerInputs }: DecoderLayout): string | null {
  if (perLayerInputs === undefined) return null;
  graph.input('num_logits_to_keep', 'int64', []);
  const shape: OnnxShape = ['batch_size', 'sequence_length', perLayerInputs, perLayerSize];
  return a.pick(a.pick(graph.input('per_layer_inputs', 'float32', shape), 1, 2), 0, 2);
}

export const perLayerSize = 2;

export interface Kept {
  readonly now: string;
  readonly all: string;
}

export interface Layer {
  readonly key: Kept;
  readonly value: Kept;
}

/**
 * What each layer makes of new tokens, [1, heads, length, headSize]: layer 0 positions and embeddings, layer 1 weights
 * with what `perLayer` adds to them, and doubled embeddings.
 */
export function projections(
  a: Arithmetic,
  embeds: string,
  position: string,
  perLayer: string | null = null,
): { key: string; value: string }[] {
  const value = splitHeads(a, embeds);
  const weight = a.pick(embeds, channels.weight, 2);
  return [
    { key: spread(a, position, value), value },
    { key: spread(a, perLayer === null ? weight : a.add(weight, perLayer), value), value: a.times(value, 2) },
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

function addPresent(
  a: Arithmetic,
  kept: readonly Layer[],
  attention: readonly number[],
  { forgetsPast, swapsLayers }: DecoderFaults,
): void {
  for (const [index] of kept.entries()) {
    const layer = kept[swapsLayers === true ? kept.length - 1 - index : index]!;
    for (const kind of ['key', 'value'] as const) {
      const name = `present.${attention[index]}.${kind}`;
      a.graph.node('Identity', [forgetsPast === true ? layer[kind].now : layer[kind].all], {}, name);
      a.graph.output(name, 'float32', ['batch_size', heads, 'total_sequence_length', headSize]);
    }
  }
}

/** Tokens that a linear layer's convolution still sees. */
export const convolutionLength = 3;

/** Layers that keep a running sum and the newest weights, each times its number. @returns each layer's share, a scalar. */
function addLinearLayers(
  a: Arithmetic,
  embeds: string,
  linear: readonly number[],
  { forgetsPast, swapsLayers }: DecoderFaults,
): string[] {
  const weights = a.graph.node('Unsqueeze', [a.pick(embeds, channels.weight, 2), a.ints(1)]);
  return linear.map((layer, index) => {
    const to = swapsLayers === true ? linear[linear.length - 1 - index]! : layer;
    const state: OnnxShape = ['batch_size', heads, headSize, headSize];
    const past = a.graph.input(`past_recurrent.${layer}`, 'float32', state);
    const grown = a.modulo(a.add(past, a.times(a.total(weights), layer + 1)), modulus);
    a.graph.node('Identity', [forgetsPast === true ? past : grown], {}, `present_recurrent.${to}`);
    a.graph.output(`present_recurrent.${to}`, 'float32', state);

    const seen: OnnxShape = ['batch_size', hiddenSize, convolutionLength];
    const pastSeen = a.graph.input(`past_conv.${layer}`, 'float32', seen);
    const rows = a.add(a.times(a.graph.node('Transpose', [embeds], { perm: [0, 2, 1] }), 0), weights);
    const all = a.graph.node('Concat', [pastSeen, rows], { axis: 2 });
    const newest = a.graph.node('Slice', [all, a.ints(-convolutionLength), a.ints(2 ** 31), a.ints(2)]);
    a.graph.node('Identity', [forgetsPast === true ? pastSeen : newest], {}, `present_conv.${to}`);
    a.graph.output(`present_conv.${to}`, 'float32', seen);
    return a.add(a.maximum(grown), a.times(a.total(a.pick(newest, 0, 1)), layer + 1));
  });
}
