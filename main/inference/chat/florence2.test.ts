import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { florence2Prompts } from '../../../models/florence2/prompts.ts';
import { createFlorence2Replica, florence2Words } from '../../../models/florence2/testing/replica.ts';
import type { ReplicaFaults } from '../../../models/testing/chat/chat-replica.ts';
import { expectedSum, weightsOf } from '../../../models/testing/chat/expected-answer.ts';
import type { Rgb } from '../../../models/testing/chat/flat-photo.ts';
import { featureWeight } from '../../../models/testing/chat/photo-features.ts';
import type { ChatTask } from '../contract.ts';
import { answerOf, ask, photo, spawnReplicaChat, userTurn, type ReplicaChat } from './testing/replica-chat.ts';

const red: Rgb = [220, 20, 30];
const redPhoto = photo('red', [640, 480], red);
const [mean, std] = [
  [0.485, 0.456, 0.406],
  [0.229, 0.224, 0.225],
];

/** The sum before the answer's next token: the encoder's tokens, one heavier each, then the decoder's. */
function sumAfter(prompt: string, side: number, said: string): number {
  const colour = red.map((value, channel) => (value / 255 - mean[channel]!) / std[channel]!);
  const features = Array.from({ length: (side / 32) ** 2 + 1 }, (_, place) => featureWeight(colour, place));
  const encoded = [...features, ...weightsOf(florence2Words, `<s>${prompt} </s>`)].map((weight) => weight + 1);
  return expectedSum([...encoded, ...weightsOf(florence2Words, `</s><s>${said}`)]);
}

const at = (bin: number): number => (bin + 0.5) / 1000;
const about = (task: ChatTask, detail: 'gist' | 'fine' = 'fine') => ({
  task,
  detail,
  turns: [userTurn('', redPhoto)],
  photos: [redPhoto],
});

describe('Florence-2 in an inference process', () => {
  let chat: ReplicaChat;
  beforeAll(async () => {
    chat = await spawnReplicaChat(createFlorence2Replica());
  });
  afterAll(() => chat[Symbol.asyncDispose]());

  it.each([
    ['short', '', 'red', ''],
    ['detailed', 'a ', 'red', ' photo'],
    ['paragraph', 'this photo shows a ', 'red', ' picture .'],
  ] as const)('writes a caption: %s', async (length, before, colour, after) => {
    const { looking, finished, words } = await ask(chat, about({ kind: 'caption', length }));
    const said = before + colour + after;
    expect(finished.text).toBe(`${said} ${sumAfter(florence2Prompts.caption[length], 768, said)}`);
    expect(words.join('')).toBe(finished.text);
    expect(finished).toMatchObject({ stoppedBy: 'end', regions: [] });
    expect(looking.photos).toMatchObject([{ width: 768, height: 768, tiles: 1, tokens: 577 }]);
  });

  it('looks at fewer pixels for the gist', async () => {
    const { looking, finished } = await ask(chat, about({ kind: 'caption', length: 'short' }, 'gist'));
    expect(finished.text).toBe(`red ${sumAfter(florence2Prompts.caption.short, 384, 'red')}`);
    expect(looking.photos).toMatchObject([{ width: 384, height: 384, tokens: 145 }]);
  });

  it('boxes what it sees', async () => {
    const { finished } = await ask(chat, about({ kind: 'detect' }));
    const said = 'red picture <loc_100> <loc_200> <loc_300> <loc_400> photo <loc_0> <loc_10> <loc_999>';
    const [near, far] = [10, sumAfter(florence2Prompts.detect, 768, said)].sort((left, right) => left - right);
    expect(finished.text).toBe('red picture\nphoto');
    expect(finished.regions).toEqual([
      { label: 'red picture', left: at(100), top: at(200), right: at(300), bottom: at(400) },
      { label: 'photo', left: at(0), top: at(near!), right: at(999), bottom: at(far!) },
    ]);
  });

  it('boxes what a phrase names, several times under one label', async () => {
    const { finished } = await ask(chat, about({ kind: 'ground', phrase: 'red photo' }));
    const sum = sumAfter(florence2Prompts.ground('red photo'), 768, 'red <loc_500> <loc_40> <loc_600>');
    expect(finished.regions).toEqual([
      { label: 'red', left: at(500), top: at(Math.min(sum, 40)), right: at(600), bottom: at(Math.max(sum, 40)) },
      { label: 'red', left: at(1), top: at(2), right: at(3), bottom: at(4) },
    ]);
  });

  it('reads text, with the upright box around each slanted line', async () => {
    const { finished } = await ask(chat, about({ kind: 'read' }));
    expect(finished.text).toBe('what is\nit');
    const lines = 'what is <loc_10> <loc_20> <loc_110> <loc_24> <loc_108> <loc_44> <loc_8>';
    const ys = [20, 24, 44, sumAfter(florence2Prompts.read, 768, lines)];
    expect(finished.regions[0]).toEqual({
      label: 'what is',
      left: at(8),
      top: at(Math.min(...ys)),
      right: at(110),
      bottom: at(Math.max(...ys)),
    });
    expect(finished.regions[1]).toMatchObject({ label: 'it', left: at(5), top: at(6) });
  });

  it.each([
    ['a question', 'chat', [redPhoto], { code: 'model_incompatible', message: 'does not answer questions' }],
    ['two photos', 'detect', [redPhoto, redPhoto], { code: 'invalid_input', message: 'one photo at a time' }],
    ['no photo', 'detect', [], { code: 'invalid_input', message: '0 were sent' }],
  ] as const)('refuses %s', async (_, kind, photos, { code, message }) => {
    const asked = ask(chat, { task: { kind }, turns: [userTurn('what is it ?', ...photos)], photos: [redPhoto] });
    await expect(asked).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe('a Florence-2 that is wrong somewhere answers wrongly:', () => {
  const right = `this photo shows a red picture . ${sumAfter(florence2Prompts.caption.paragraph, 768, 'this photo shows a red picture .')}`;

  it('nothing wrong', async () =>
    expect(await answerOf(createFlorence2Replica(), about({ kind: 'caption', length: 'paragraph' }))).toBe(right));

  it.each([
    ['the pad as the first token', { generation: { decoder_start_token_id: florence2Words.id('<pad>') } }],
    ['mean and std exchanged', { preprocessor: { image_mean: std, image_std: mean } }],
    ['red and blue exchanged', { preprocessor: { do_flip_channel_order: true } }],
    ['positions off by one', { positionOffset: 1 }],
    ['a cache that does not grow', { forgetsPast: true }],
    ['features one place late', { rollsFeatures: true }],
    ['caches of the layers exchanged', { swapsLayers: true }],
  ] satisfies [string, ReplicaFaults][])('%s', async (_, faults) => {
    expect(await answerOf(createFlorence2Replica(faults), about({ kind: 'caption', length: 'paragraph' }))).not.toBe(
      right,
    );
  });
});
