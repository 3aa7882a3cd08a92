import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { positionsOf } from '../../../models/qwen-vl/testing/positions.ts';
import {
  createQwen25VlReplica,
  createQwen35Replica,
  createQwen3VlReplica,
  linearLayers,
  qwen35Words,
  qwenWords,
} from '../../../models/qwen-vl/testing/replica.ts';
import type { ReplicaFaults } from '../../../models/testing/chat/chat-replica.ts';
import { convolutionLength } from '../../../models/testing/chat/decoder.ts';
import { expectedAnswer, weightsOf } from '../../../models/testing/chat/expected-answer.ts';
import type { Rgb } from '../../../models/testing/chat/flat-photo.ts';
import { featureWeight } from '../../../models/testing/chat/photo-features.ts';
import type { Colour } from '../../../models/testing/chat/words.ts';
import type { Replica } from '../../../models/testing/replica.ts';
import {
  answerOf,
  ask,
  assistantTurn,
  lookAt,
  openReplicaChat,
  photo,
  remembered,
  spawnReplicaChat,
  userTurn,
  type ReplicaChat,
} from './testing/replica-chat.ts';

const [red, blue]: [Rgb, Rgb] = [
  [220, 20, 30],
  [20, 60, 230],
];
const question = 'what colour is it ?';
/** A photo's tokens: rows and columns of squares of 28 or 32 pixels. */
interface Grid {
  readonly rows: number;
  readonly columns: number;
}
type Piece = string | { readonly grid: Grid; readonly left: Rgb; readonly right?: Rgb };

interface Kind {
  readonly create: (faults?: ReplicaFaults) => Replica;
  readonly words: typeof qwenWords;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly square: number;
  /** What the template writes after the answer's sign. */
  readonly opening: string;
  readonly beside?: (weights: readonly number[]) => number;
}

const half = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };
const clip = { mean: [0.48145466, 0.4578275, 0.40821073], std: [0.26862954, 0.26130258, 0.27577711] };
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
/** Running sums of all weights and of the last three, each times its layer's number. */
const besideOfLinear = (weights: readonly number[]): number =>
  sum(linearLayers.map((layer) => layer + 1)) * (sum(weights) + sum(weights.slice(-convolutionLength)));

const kinds: Record<string, Kind> = {
  'Qwen2.5-VL': { create: createQwen25VlReplica, words: qwenWords, ...clip, square: 28, opening: '' },
  'Qwen3-VL': { create: createQwen3VlReplica, words: qwenWords, ...half, square: 32, opening: '' },
  'Qwen3.5': {
    create: createQwen35Replica,
    words: qwen35Words,
    ...half,
    square: 32,
    opening: '<think></think>',
    beside: besideOfLinear,
  },
};

function expected({ words, mean, std, opening, beside }: Kind, pieces: readonly Piece[], ...colours: Colour[]): string {
  const weights = [...pieces, `<|im_start|>assistant${opening}`].map((piece) => {
    if (typeof piece === 'string') return weightsOf(words, piece);
    const { rows, columns } = piece.grid;
    const grid = 1 + 2 * rows + 2 * columns;
    return Array.from({ length: rows * columns }, (_, place) => {
      const colour = place % columns < columns / 2 ? piece.left : (piece.right ?? piece.left);
      const normal = colour.map((value, channel) => (value / 255 - mean[channel]!) / std[channel]!);
      return featureWeight(normal, place) + (grid % 7);
    });
  });
  const runs = weights.map((run, index) => {
    const piece = pieces[index];
    return typeof piece === 'object' ? piece.grid : run.length;
  });
  return expectedAnswer(words, { pieces: weights, colours, ...positionsOf(runs), ...(beside ? { beside } : {}) });
}

const asking = (...pieces: Piece[]): Piece[] => [
  '<|im_start|>user',
  ...pieces.flatMap((piece) => (typeof piece === 'string' ? [piece] : ['<|vision_start|>', piece, '<|vision_end|>'])),
  '<|im_end|>',
];

describe.each(Object.entries(kinds))('%s', (name, kind) => {
  const gistSide = 256 * kind.square ** 2;
  /** Twice as wide as high, with as many pixels as the gist takes at most. */
  const flag = photo('flag', [16 * kind.square, 8 * kind.square], red, blue);
  const squareOf = (grid: Grid, left: Rgb, right = left): Piece => ({ grid, left, right });
  const flagPiece = squareOf({ rows: 8, columns: 16 }, red, blue);
  let chat: ReplicaChat;
  beforeAll(async () => {
    chat = await (name === 'Qwen3.5' ? spawnReplicaChat : openReplicaChat)(kind.create());
  });
  afterAll(() => chat[Symbol.asyncDispose]());

  it('looks at a photo in its own shape, and answers about it', async () => {
    const { looking, finished } = await ask(chat, { turns: [userTurn(question, flag)], photos: [flag] });
    expect(looking.photos).toMatchObject([
      { width: flag.width, height: flag.height, tiles: null, tokens: 128, cached: false },
    ]);
    expect(finished.text).toBe(expected(kind, asking(flagPiece, question), 'red'));
  });

  it('gives a large photo fewer tokens for the gist than for small things', async () => {
    const large = photo('large', [2000, 1000], blue);
    const tokens = async (detail: 'gist' | 'fine'): Promise<number> =>
      (await lookAt(chat, { turns: [userTurn(question, large)], photos: [large], detail })).photos[0]!.tokens;
    const [gist, fine] = [await tokens('gist'), await tokens('fine')];
    expect(gist * kind.square ** 2).toBeLessThanOrEqual(gistSide);
    expect(fine).toBeGreaterThan(4 * gist);
    expect(fine).toBeLessThanOrEqual(1280);
  });

  it('tells several photos of different shapes apart, and keeps the conversation', async () => {
    const upright = photo('upright', [8 * kind.square, 12 * kind.square], blue);
    const first = await ask(chat, { turns: [userTurn(question, flag)], photos: [flag] });
    const turns = [userTurn(question, flag), assistantTurn(first.finished.text), userTurn('and this ?', upright)];
    const second = await ask(chat, { turns, photos: [remembered(flag), upright] });
    const pieces = [
      ...asking(flagPiece, question),
      `<|im_start|>assistant ${first.finished.text}<|im_end|>`,
      ...asking(squareOf({ rows: 12, columns: 8 }, blue), 'and this ?'),
    ];
    expect(second.finished.text).toBe(expected(kind, pieces, 'red', 'blue'));
    expect(second.looking.photos).toMatchObject([{ cached: true }, { cached: false, tokens: 96 }]);
  });

  it('answers without a photo', async () => {
    const { finished } = await ask(chat, { turns: [userTurn('what is this ?')] });
    expect(finished.text).toBe(expected(kind, asking('what is this ?')));
  });

  it('counts on with positions while it answers', async () => {
    const { finished } = await ask(chat, { turns: [userTurn('count')], sampling: { maxNewTokens: 9 } });
    expect(finished).toMatchObject({ text: '1 2 3 4 5 6 7 8 9', stoppedBy: 'length' });
  });

  const small = photo('small', [8 * kind.square, 8 * kind.square], blue);
  const both = [squareOf({ rows: 8, columns: 16 }, red, blue), squareOf({ rows: 8, columns: 8 }, blue)];
  const right = expected(kind, asking(...both, question), 'red', 'blue');
  const asked = { turns: [userTurn(question, flag, small)], photos: [flag, small] };
  it('answers rightly where nothing is wrong', async () => expect(await answerOf(kind.create(), asked)).toBe(right));

  it.each([
    ['the pad that stands for a photo', { config: { image_token_id: kind.words.id('<|video_pad|>') } }],
    ['the sign before a photo', { config: { vision_start_token_id: kind.words.id('<|im_end|>') } }],
    ['mean and std', { preprocessor: { image_mean: [0.27, 0.26, 0.28], image_std: [0.48, 0.46, 0.41] } }],
    ['red and blue exchanged', { preprocessor: { do_flip_channel_order: true } }],
    ['positions off by one', { positionOffset: 1 }],
    ['a cache that does not grow', { forgetsPast: true }],
    ['features one place late', { rollsFeatures: true }],
    ['caches of the layers exchanged', { swapsLayers: true }],
  ] satisfies [string, ReplicaFaults][])('answers wrongly where this is wrong: %s', async (_, faults) => {
    expect(await answerOf(kind.create(faults), asked)).not.toBe(right);
  });
});

describe('a model without eyes', () => {
  const replica = createQwen35Replica({ chat: { image: { kind: 'none' }, maxPhotos: 0 } });

  it('answers questions, without loading an image tower', async () => {
    const files = new Map([...replica.files].filter(([path]) => !/vision|preprocessor/.test(path)));
    await using chat = await openReplicaChat({ ...replica, files });
    const { finished } = await ask(chat, { turns: [userTurn('what is this ?')] });
    expect(finished.text).toBe(expected(kinds['Qwen3.5']!, asking('what is this ?')));
  });

  it('says that it cannot see photos', async () => {
    await using chat = await openReplicaChat(replica);
    const asked = ask(chat, { turns: [userTurn(question, photo('red', [64, 64], red))] });
    await expect(asked).rejects.toMatchObject({
      code: 'model_incompatible',
      message: expect.stringContaining('reads text only'),
    });
  });
});
