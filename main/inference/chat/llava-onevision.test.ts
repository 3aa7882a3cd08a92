import { describe, expect, it } from 'vitest';
import { createLlavaOneVisionReplica, llavaWords } from '../../../models/llava-onevision/testing/replica.ts';
import type { ReplicaFaults } from '../../../models/testing/chat/chat-replica.ts';
import { expectedAnswer, type PromptPiece } from '../../../models/testing/chat/expected-answer.ts';
import type { Rgb } from '../../../models/testing/chat/flat-photo.ts';
import { featureWeight } from '../../../models/testing/chat/photo-features.ts';
import { answerOf, ask, assistantTurn, photo, remembered, spawnReplicaChat, userTurn } from './testing/replica-chat.ts';
import { commonFaults } from './testing/common-faults.ts';

const [red, blue]: [Rgb, Rgb] = [
  [220, 20, 30],
  [20, 60, 230],
];
const [redPhoto, bluePhoto] = [photo('red', [500, 300], red), photo('blue', [384, 384], blue)];
const question = 'what colour is it ?';

/** Weights of the 27 x 27 features of one colour. */
const seen = (colour: Rgb): number[] =>
  Array.from({ length: 729 }, (_, place) =>
    featureWeight(
      colour.map((value) => value / 127.5 - 1),
      place,
    ),
  );
const asking = (text: string, ...colours: Rgb[]): PromptPiece[] => [
  '<|im_start|>user',
  ...colours.map(seen),
  `${text}<|im_end|>`,
];

describe('LLaVA-OneVision', () => {
  it('compares photos, and keeps a conversation', async () => {
    await using chat = await spawnReplicaChat(createLlavaOneVisionReplica());
    const first = await ask(chat, { turns: [userTurn(question, redPhoto)], photos: [redPhoto] });
    const pieces = [...asking(question, red), '<|im_start|>assistant'];
    expect(first.finished.text).toBe(expectedAnswer(llavaWords, { pieces, colours: ['red'] }));
    expect(first.looking.photos).toMatchObject([{ width: 384, height: 384, tiles: 1, tokens: 729 }]);

    const turns = [
      userTurn(question, redPhoto),
      assistantTurn(first.finished.text),
      userTurn('and these ?', bluePhoto, redPhoto),
    ];
    const second = await ask(chat, { turns, photos: [remembered(redPhoto), bluePhoto], detail: 'gist' });
    const both = [...pieces, `${first.finished.text}<|im_end|>`, ...asking('and these ?', blue, red)];
    expect(second.finished.text).toBe(
      expectedAnswer(llavaWords, { pieces: [...both, '<|im_start|>assistant'], colours: ['red', 'blue', 'red'] }),
    );
    expect(second.looking.photos).toMatchObject([{ cached: true }, { cached: false }]);
  });

  const asked = { turns: [userTurn(question, redPhoto, bluePhoto)], photos: [redPhoto, bluePhoto] };
  const pieces = [...asking(question, red, blue), '<|im_start|>assistant'];
  const right = expectedAnswer(llavaWords, { pieces, colours: ['red', 'blue'] });

  it('answers rightly where nothing is wrong', async () =>
    expect(await answerOf(createLlavaOneVisionReplica(), asked)).toBe(right));

  it.each([
    ['the id of image tokens', { config: { image_token_index: llavaWords.id('<|endoftext|>') } }],
    ...commonFaults,
  ] satisfies [string, ReplicaFaults][])('answers wrongly where this is wrong: %s', async (_, faults) => {
    expect(await answerOf(createLlavaOneVisionReplica(faults), asked)).not.toBe(right);
  });
});
