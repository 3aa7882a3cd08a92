import { float32, OnnxGraph } from '../../testing/onnx-graph.ts';
import { Arithmetic } from '../../testing/chat/arithmetic.ts';
import {
  addSum,
  heads,
  headSize,
  layers,
  mergedHeads,
  projections,
  type DecoderFaults,
  type Layer,
} from '../../testing/chat/decoder.ts';
import {
  addSaid,
  addStarts,
  addTask,
  colourOfPhoto,
  isNumber,
  logitsOf,
  type Attended,
} from '../../testing/chat/next-token.ts';
import { hiddenSize, modulus, type Words } from '../../testing/chat/words.ts';
import { answers, programIds, programLength, slots } from './programs.ts';

const kinds = ['key', 'value'] as const;

/** `decoder_model_merged` of an encoder-decoder: it keeps its own tokens, and on the first pass the encoder's. */
export function florence2DecoderModel(words: Words, faults: DecoderFaults): Uint8Array {
  const graph = new OnnxGraph();
  const a = new Arithmetic(graph);
  const encoderMask = a.float(
    graph.input('encoder_attention_mask', 'int64', ['batch_size', 'encoder_sequence_length']),
  );
  graph.input('encoder_hidden_states', 'float32', ['batch_size', 'encoder_sequence_length', hiddenSize]);
  const embeds = graph.input('inputs_embeds', 'float32', ['batch_size', 'decoder_sequence_length', hiddenSize]);
  graph.input('use_cache_branch', 'bool', [1]);
  const encoder = addEncoderLayers(a);
  const own = addOwnLayers(a, embeds, encoder[0]!.key, faults);
  const kept = encoder.map((layer, index): Layer => ({
    key: { now: own[index]!.key.now, all: joined(a, layer.key, own[index]!.key.all) },
    value: { now: own[index]!.value.now, all: joined(a, layer.value, own[index]!.value.all) },
  }));
  const embeddings = mergedHeads(a, kept[0]!.value.all);
  const ownOnes = a.plus(a.times(a.pick(mergedHeads(a, own[0]!.value.all), 0, 2), 0), 1);
  const mask = graph.node('Concat', [encoderMask, ownOnes], { axis: 1 });
  const length = graph.node('Slice', [graph.node('Shape', [embeds]), a.ints(1), a.ints(2)]);
  addProgramToken(a, words, { embeddings, mask, sum: addSum(a, kept, mask) }, length);
  graph.output('logits', 'float32', ['batch_size', 'decoder_sequence_length', words.tokens.length]);
  addPresent(a, own, faults);
  return graph.toModel();
}

const joined = (a: Arithmetic, encoder: string, own: string): string =>
  a.graph.node('Concat', [encoder, own], { axis: 2 });

/** From the encoder on the first pass, from the cache afterwards; then what goes out is a dummy. */
function addEncoderLayers(a: Arithmetic): { key: string; value: string }[] {
  const names = Array.from({ length: layers }, (_, layer) => kinds.map((kind) => `${layer}.encoder.${kind}`)).flat();
  for (const name of names) {
    a.graph.input(`past_key_values.${name}`, 'float32', ['batch_size', heads, 'encoder_sequence_length_out', headSize]);
    a.graph.output(`present.${name}`, 'float32', ['batch_size', heads, 'encoder_sequence_length_out', headSize]);
  }
  const fromCache = new OnnxGraph();
  for (const name of names) fromCache.node('Identity', [`past_key_values.${name}`], {}, `cached.${name}`);
  for (const name of names) {
    fromCache.node(
      'Constant',
      [],
      { value: float32([1, heads, 1, headSize], Array(hiddenSize).fill(99)) },
      `dummy.${name}`,
    );
  }
  const fresh = new OnnxGraph();
  const b = new Arithmetic(fresh);
  const one = b.plus(b.times(b.pick('encoder_hidden_states', 0, 2), 0), 1);
  for (const [layer, made] of projections(b, 'encoder_hidden_states', b.plus(b.running(one), -1)).entries()) {
    for (const kind of kinds) {
      fresh.node('Identity', [made[kind]], {}, `fresh.${layer}.encoder.${kind}`);
      fresh.node('Identity', [made[kind]], {}, `given.${layer}.encoder.${kind}`);
    }
  }
  const shape = ['batch', heads, 'length', headSize] as const;
  for (const name of names) {
    fromCache.output(`cached.${name}`, 'float32', shape);
    fresh.output(`fresh.${name}`, 'float32', shape);
  }
  for (const name of names) {
    fromCache.output(`dummy.${name}`, 'float32', shape);
    fresh.output(`given.${name}`, 'float32', shape);
  }
  const outputs = [...names.map((name) => `used.${name}`), ...names.map((name) => `present.${name}`)];
  const branches = { then_branch: { graph: fromCache }, else_branch: { graph: fresh } };
  a.graph.nodes('If', ['use_cache_branch'], outputs, { attributes: branches });
  return Array.from({ length: layers }, (_, layer) => ({
    key: `used.${layer}.encoder.key`,
    value: `used.${layer}.encoder.value`,
  }));
}

/** The decoder's own tokens, which count their positions on from the encoder's. */
function addOwnLayers(a: Arithmetic, embeds: string, encoderKey: string, faults: DecoderFaults): Layer[] {
  const lengthOf = (value: string): string =>
    a.float(a.graph.node('Slice', [a.graph.node('Shape', [value]), a.ints(2), a.ints(3)]));
  const past = (layer: number, kind: string): string =>
    a.graph.input(`past_key_values.${layer}.decoder.${kind}`, 'float32', [
      'batch_size',
      heads,
      'past_decoder_sequence_length',
      headSize,
    ]);
  const pasts = Array.from({ length: layers }, (_, layer) => ({
    key: past(layer, 'key'),
    value: past(layer, 'value'),
  }));
  const one = a.plus(a.times(a.pick(embeds, 0, 2), 0), 1);
  const before = a.plus(a.add(lengthOf(encoderKey), lengthOf(pasts[0]!.key)), (faults.positionOffset ?? 0) - 1);
  return projections(a, embeds, a.add(a.running(one), before)).map(({ key, value }, layer) => ({
    key: { now: key, all: joined(a, pasts[layer]!.key, key) },
    value: { now: value, all: joined(a, pasts[layer]!.value, value) },
  }));
}

function addPresent(a: Arithmetic, own: readonly Layer[], { forgetsPast, swapsLayers }: DecoderFaults): void {
  for (const [index] of own.entries()) {
    const layer = own[swapsLayers === true ? own.length - 1 - index : index]!;
    for (const kind of kinds) {
      const name = `present.${index}.decoder.${kind}`;
      a.graph.node('Identity', [forgetsPast === true ? layer[kind].now : layer[kind].all], {}, name);
      a.graph.output(name, 'float32', ['batch_size', heads, 'decoder_sequence_length_out', headSize]);
    }
  }
}

/** The next token of the task's program. */
function addProgramToken(a: Arithmetic, words: Words, attended: Attended, length: string): void {
  const ids = answers.flatMap((answer) => programIds(words, answer));
  const table = a.graph.constant(float32([answers.length, programLength], ids));
  const said = a.graph.node('Clip', [addSaid(a, words, attended), a.number(0), a.number(programLength - 1)]);
  const program = a.graph.node('Gather', [table, a.int(addTask(a, attended))]);
  const slot = a.graph.node('Gather', [program, a.int(said)]);
  const colour = colourOfPhoto(a, words, attended, addStarts(a, attended));
  const sum = a.modulo(attended.sum, modulus);
  const is = (number: number): string => a.less(a.number(0.5), isNumber(a, slot, a.number(number)));
  const token = a.where(is(slots.colour), colour, slot);
  const summed = a.where(is(slots.sum), a.plus(sum, words.id('0')), token);
  const placed = a.where(is(slots.place), a.plus(sum, words.id('<loc_0>')), summed);
  logitsOf(a, words, placed, length);
}
