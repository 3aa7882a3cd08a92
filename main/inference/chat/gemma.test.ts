import { describe, expect, it } from 'vitest';
import { createGemmaReplica, gemmaWords } from '../../../models/gemma/testing/replica.ts';
import type { ReplicaFaults } from '../../../models/testing/chat/chat-replica.ts';
import { perLayerInput } from '../../../models/testing/chat/embed-tokens.ts';
import { expectedAnswer, idsOf, type PromptPiece } from '../../../models/testing/chat/expected-answer.ts';
import type { Rgb } from '../../../models/testing/chat/flat-photo.ts';
import { featureWeight } from '../../../models/testing/chat/photo-features.ts';
import type { Colour } from '../../../models/testing/chat/words.ts';
import {
  answerOf,
  ask,
  assistantTurn,
  lookAt,
  photo,
  remembered,
  spawnReplicaChat,
  userTurn,
} from './testing/replica-chat.ts';

const [red, blue]: [Rgb, Rgb] = [
  [220, 20, 30],
  [20, 60, 230],
];
const square = 48;
/** 16 x 8 squares of 48 pixels fit best into the 140 tokens of the gist, 8 x 16 as well. */
const [wide, high] = [photo('wide', [600, 300], red), photo('high', [300, 600], blue)];
const question = 'what colour is it ?';

/** Weights of a photo's features, a token for each square; the columns of its patches add to each. */
function seen(colour: Rgb, { columns, rows }: { columns: number; rows: number }): number[] {
  const patches = Array.from({ length: 9 * columns * rows }, (_, index) => index % (3 * columns));
  const heavierBy = patches.reduce((sum, column) => sum + column, 0) % 7;
  const normal = colour.map((value) => value / 127.5 - 1);
  return Array.from({ length: columns * rows }, (_, place) => featureWeight(normal, place) + heavierBy);
}
const seenWide = seen(red, { columns: 16, rows: 8 });
const seenHigh = seen(blue, { columns: 8, rows: 16 });

const asking = (text: string, ...photos: (readonly number[])[]): PromptPiece[] => [
  '<|turn>user',
  ...photos.flatMap((features): PromptPiece[] => ['<|image>', features, '<image|>']),
  `${text}<turn|>`,
];

function expected(asked: readonly PromptPiece[], ...colours: Colour[]): string {
  const pieces = ['<bos>', ...asked, '<|turn>model'];
  const said = colours.length === 0 ? ['nothing'] : colours;
  const ids = [...pieces, said.join(' ')].flatMap((piece) =>
    typeof piece === 'string' ? idsOf(gemmaWords, piece) : piece.map(() => gemmaWords.id('<|image|>')),
  );
  const further = ids.reduce((sum, id) => sum + perLayerInput(id, 1), 0);
  return expectedAnswer(gemmaWords, { pieces, colours, beside: () => further });
}

describe('Gemma 4', () => {
  it('answers about photos in their own shape, without them, and keeps a conversation', async () => {
    await using chat = await spawnReplicaChat(createGemmaReplica());
    const first = await ask(chat, { turns: [userTurn(question, wide)], photos: [wide] });
    expect(first.finished.text).toBe(expected(asking(question, seenWide), 'red'));
    const view = { width: 16 * square, height: 8 * square, tiles: null, tokens: 128 };
    expect(first.looking.photos).toMatchObject([view]);

    const turns = [userTurn(question, wide), assistantTurn(first.finished.text), userTurn('and this ?', high)];
    const second = await ask(chat, { turns, photos: [remembered(wide), high] });
    const answered = `<|turn>model ${first.finished.text}<turn|>`;
    const pieces = [...asking(question, seenWide), answered, ...asking('and this ?', seenHigh)];
    expect(second.finished.text).toBe(expected(pieces, 'red', 'blue'));
    expect(second.looking.photos).toMatchObject([{ cached: true }, { cached: false }]);

    const third = await ask(chat, { turns: [userTurn('what is this ?')] });
    expect(third.finished.text).toBe(expected(asking('what is this ?')));

    const fine = await lookAt(chat, { turns: [userTurn(question, wide)], photos: [wide], detail: 'fine' });
    expect(fine.photos[0]!.tokens).toBe(33 * 16);
  });

  const asked = { turns: [userTurn(question, wide, high)], photos: [wide, high] };
  const right = expected(asking(question, seenWide, seenHigh), 'red', 'blue');

  it('answers rightly where nothing is wrong', async () =>
    expect(await answerOf(createGemmaReplica(), asked)).toBe(right));

  it.each([
    ['the id of image tokens', { config: { image_token_id: gemmaWords.id('<pad>') } }],
    ['the scale of colours', { preprocessor: { rescale_factor: 1 / 200 } }],
    ['patches too large', { preprocessor: { patch_size: 24, pooling_kernel_size: 2 } }],
    ['positions off by one', { positionOffset: 1 }],
    ['a cache that does not grow', { forgetsPast: true }],
    ['features one place late', { rollsFeatures: true }],
    ['caches of the layers exchanged', { swapsLayers: true }],
  ] satisfies [string, ReplicaFaults][])('answers wrongly where this is wrong: %s', async (_, faults) => {
    expect(await answerOf(createGemmaReplica(faults), asked)).not.toBe(right);
  });
});
