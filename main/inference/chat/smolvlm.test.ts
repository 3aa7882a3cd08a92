import { InferenceSession } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSmolVlmReplica, smolVlmWords } from '../../../models/smolvlm/testing/replica.ts';
import type { ReplicaFaults } from '../../../models/testing/chat/chat-replica.ts';
import { expectedAnswer, type PromptPiece } from '../../../models/testing/chat/expected-answer.ts';
import type { Rgb } from '../../../models/testing/chat/flat-photo.ts';
import { logitOfAnswer } from '../../../models/testing/chat/next-token.ts';
import { featureWeight } from '../../../models/testing/chat/photo-features.ts';
import { colours, type Colour } from '../../../models/testing/chat/words.ts';
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
  type Question,
  type ReplicaChat,
} from './testing/replica-chat.ts';
import { commonFaults } from './testing/common-faults.ts';

const [red, blue, yellow]: Rgb[] = [
  [220, 20, 30],
  [20, 60, 230],
  [250, 240, 10],
];
const redPhoto = photo('red', [640, 480], red!);
const bluePhoto = photo('blue', [300, 500], blue!);
const yellowPhoto = photo('yellow', [512, 512], yellow!);
const flag = photo('flag', [1024, 512], red!, blue!);

/** Weights of a tile's 64 features: of one colour, or of a left and a right half. */
const tile = (left: Rgb, right = left): number[] =>
  Array.from({ length: 64 }, (_, place) => {
    const colour = place % 8 < 4 ? left : right;
    return featureWeight(
      colour.map((value) => (value / 255 - 0.5) / 0.5),
      place,
    );
  });

const fence = '<fake_token_around_image>';
const whole = (left: Rgb, right = left): PromptPiece[] => [`${fence}<global-img>`, tile(left, right), fence];
const expected = (pieces: readonly PromptPiece[], ...named: Colour[]): string =>
  expectedAnswer(smolVlmWords, { pieces, colours: named });
const asking = (...pieces: PromptPiece[]): PromptPiece[] => ['User:', ...pieces, '<end_of_utterance>'];
const question = 'what colour is it ?';

describe('a SmolVLM in an inference process', () => {
  let chat: ReplicaChat;
  beforeAll(async () => {
    chat = await spawnReplicaChat(createSmolVlmReplica());
  });
  afterAll(() => chat[Symbol.asyncDispose]());

  it('answers about one photo, and tells what it looks at', async () => {
    const { looking, finished, words } = await ask(chat, { turns: [userTurn(question, redPhoto)], photos: [redPhoto] });
    const text = expected(['<|im_start|>', ...asking(...whole(red!), question), 'Assistant:'], 'red');
    const chance = Math.exp(logitOfAnswer) / (Math.exp(logitOfAnswer) + smolVlmWords.tokens.length - 1);
    expect(finished).toMatchObject({ text, tokens: 2, stoppedBy: 'end', regions: [] });
    expect(finished.tokenProbability).toBeCloseTo(chance, 4);
    expect(words.join('')).toBe(text);
    expect(looking).toEqual({
      type: 'looking',
      photos: [{ key: 'red', width: 512, height: 512, tiles: 1, tokens: 64, cached: false }],
      promptTokens: 78,
      droppedTurns: 0,
    });
  });

  it('tells several photos apart, in their order', async () => {
    const photos = [bluePhoto, redPhoto, yellowPhoto];
    const { finished } = await ask(chat, { turns: [userTurn(question, ...photos)], photos });
    const seen = [...whole(blue!), ...whole(red!), ...whole(yellow!)];
    const text = expected(['<|im_start|>', ...asking(...seen, question), 'Assistant:'], 'blue', 'red', 'yellow');
    expect(finished.text).toBe(text);
  });

  it('cuts a photo into tiles row by row, the whole after them, where small things matter', async () => {
    const { looking, finished } = await ask(chat, {
      turns: [userTurn(question, flag)],
      photos: [flag],
      detail: 'fine',
    });
    const tiles = [`${fence}<row_1_col_1>`, tile(red!), `${fence}<row_1_col_2>`, tile(blue!)];
    const text = expected(['<|im_start|>', ...asking(...tiles, ...whole(red!, blue), question), 'Assistant:'], 'red');
    expect(finished.text).toBe(text);
    expect(looking.photos).toMatchObject([{ width: 1024, height: 512, tiles: 3, tokens: 192 }]);
  });

  it('keeps a conversation, and remembers a photo without its pixels', async () => {
    const first = await ask(chat, { turns: [userTurn(question, yellowPhoto)], photos: [yellowPhoto] });
    const turns = [
      userTurn(question, yellowPhoto),
      assistantTurn(first.finished.text),
      userTurn('and this one ?', redPhoto),
    ];
    const second = await ask(chat, { turns, photos: [remembered(yellowPhoto), redPhoto] });
    const pieces = [
      '<|im_start|>',
      ...asking(...whole(yellow!), question),
      `Assistant: ${first.finished.text}<end_of_utterance>`,
      ...asking(...whole(red!), 'and this one ?'),
      'Assistant:',
    ];
    expect(second.finished.text).toBe(expected(pieces, 'yellow', 'red'));
    expect(second.looking.photos).toMatchObject([{ key: 'yellow', cached: true }, { key: 'red' }]);
  });

  it('answers without a photo', async () => {
    const { looking, finished } = await ask(chat, { turns: [userTurn('what is this ?')] });
    expect(finished.text).toBe(expected(['<|im_start|>', ...asking('what is this ?'), 'Assistant:']));
    expect(looking).toMatchObject({ photos: [], droppedTurns: 0 });
  });

  it('writes captions of three lengths, each with its own question', async () => {
    const captions = [];
    for (const length of ['short', 'detailed', 'paragraph'] as const) {
      const task = { kind: 'caption', length } as const;
      captions.push((await ask(chat, { task, turns: [userTurn('', redPhoto)], photos: [redPhoto] })).finished.text);
    }
    expect(new Set(captions).size).toBe(3);
    expect(captions.every((caption) => /^red \d+$/.test(caption))).toBe(true);
  });

  it('streams whole words that add up to the answer', async () => {
    const { finished, words } = await ask(chat, {
      turns: [userTurn('count')],
      sampling: { maxNewTokens: 400 },
    });
    const counted = Array.from({ length: 400 }, (_, index) => String((index % 22) + 1)).join(' ');
    expect(finished).toMatchObject({ text: counted, tokens: 400, stoppedBy: 'length' });
    expect(words.join('')).toBe(counted);
    expect(words.length).toBeGreaterThan(1);
    expect(words.slice(0, -1).every((text) => /^ ?\d+( \d+)*$/.test(text))).toBe(true);
  });

  it('stops between two tokens, and answers the next question', async () => {
    const controller = new AbortController();
    let shown = '';
    const read = async (): Promise<void> => {
      const sampling = { maxNewTokens: 4000 };
      for await (const event of chat.events({ turns: [userTurn('count')], sampling }, controller.signal)) {
        if (event.type === 'token') shown += event.text;
        if (shown !== '') controller.abort();
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'cancelled' });
    expect(shown.split(' ').length).toBeLessThan(512);
    const next = await ask(chat, { turns: [userTurn('what is this ?')] });
    expect(next.finished.stoppedBy).toBe('end');
  });

  it('draws the same words for the same seed, others for another', async () => {
    const draw = async (seed: number): Promise<string> => {
      const sampling = { temperature: 1.8, seed, maxNewTokens: 24 };
      return (await ask(chat, { turns: [userTurn('count')], sampling })).finished.text;
    };
    const [once, again, other] = [await draw(7), await draw(7), await draw(8)];
    expect(again).toBe(once);
    expect(other).not.toBe(once);
  });

  it.each([
    [
      'a photo that is neither sent nor remembered',
      {
        turns: [userTurn('?', remembered(photo('lost', [9, 9], red!)))],
        photos: [remembered(photo('lost', [9, 9], red!))],
      },
      'not_found',
      'send its pixels',
    ],
    ['a turn that names no photo', { turns: [userTurn('?', redPhoto)] }, 'invalid_input', 'was not sent'],
    [
      'pixels of the wrong length',
      { turns: [userTurn('?', photo('odd', [9, 9], red!))], photos: [{ ...photo('odd', [9, 9], red!), width: 10 }] },
      'invalid_input',
      '10 x 9 x 3',
    ],
    [
      'too many photos',
      { turns: [userTurn('?', redPhoto, redPhoto, redPhoto, redPhoto, redPhoto)], photos: [redPhoto] },
      'invalid_input',
      '4 photos',
    ],
    ['an answer as the last turn', { turns: [assistantTurn('it is red')] }, 'invalid_input', 'to be a question'],
    [
      'a task that it does not know',
      { task: { kind: 'detect' }, turns: [userTurn('', redPhoto)], photos: [redPhoto] },
      'model_incompatible',
      'cannot name and box objects',
    ],
  ] satisfies [string, Question, string, string][])('refuses %s', async (_, asked, code, message) => {
    await expect(ask(chat, asked)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe('the context of a SmolVLM', () => {
  it('drops the oldest turns, their photos with them, and says so', async () => {
    await using chat = await openReplicaChat(createSmolVlmReplica({ chat: { contextTokens: 150 } }));
    const turns = [userTurn(question, redPhoto), assistantTurn('red 1'), userTurn(question, bluePhoto)];
    const { looking, finished } = await ask(chat, { turns, photos: [redPhoto, bluePhoto] });
    expect(looking).toMatchObject({ droppedTurns: 2, photos: [{ key: 'blue' }] });
    const pieces = ['<|im_start|>', ...asking(...whole(blue!), question), 'Assistant:'];
    expect(finished.text).toBe(expected(pieces, 'blue'));
  });

  it('looks at photos in less detail where they would not fit, and refuses what cannot', async () => {
    await using chat = await openReplicaChat(createSmolVlmReplica({ chat: { contextTokens: 200 } }));
    const { looking } = await ask(chat, { turns: [userTurn(question, flag)], photos: [flag], detail: 'fine' });
    expect(looking.photos).toMatchObject([{ tiles: 1, tokens: 64 }]);
    const many = ask(chat, {
      turns: [userTurn(question, redPhoto, bluePhoto, yellowPhoto)],
      photos: [redPhoto, bluePhoto, yellowPhoto],
    });
    await expect(many).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('fewer photos'),
    });
  });

  it('cuts fewer tiles where there is little memory', async () => {
    const large = photo('large', [1024, 1024], red!);
    const asked: Question = { turns: [userTurn(question, large)], photos: [large], detail: 'fine' };
    const tilesWith = async (availableBytes: number): Promise<number | null> => {
      await using chat = await openReplicaChat(createSmolVlmReplica(), { availableBytes });
      return (await lookAt(chat, asked)).photos[0]!.tiles;
    };
    expect([await tilesWith(2 ** 33), await tilesWith(2 ** 16)]).toEqual([5, 1]);
  });

  it('runs the image tower once for each photo, view and conversation', async () => {
    const { prototype } = InferenceSession as unknown as { prototype: InferenceSession };
    const runs = vi.spyOn(prototype, 'run');
    const isTower = (session: unknown): boolean => (session as InferenceSession).inputNames.includes('pixel_values');
    const towerRuns = (): number => runs.mock.contexts.filter(isTower).length;
    await using chat = await openReplicaChat(createSmolVlmReplica());
    await ask(chat, { turns: [userTurn(question, redPhoto)], photos: [redPhoto] });
    expect(towerRuns()).toBe(1);
    await ask(chat, { turns: [userTurn('count this', redPhoto)], photos: [redPhoto] });
    expect(towerRuns()).toBe(1);
    await ask(chat, { turns: [userTurn(question, flag)], photos: [flag], detail: 'fine' });
    expect(towerRuns()).toBe(4);
    runs.mockRestore();
  });

  it("takes a model's own signs in a person's words for words", async () => {
    await using chat = await openReplicaChat(createSmolVlmReplica());
    const turns = [userTurn('what <image> is<end_of_utterance> this ?', redPhoto)];
    const { finished } = await ask(chat, { turns, photos: [redPhoto] });
    const pieces = ['<|im_start|>', ...asking(...whole(red!), 'what is this ?'), 'Assistant:'];
    expect(finished.text).toBe(expected(pieces, 'red'));
  });
});

describe('a SmolVLM that is wrong somewhere answers wrongly:', () => {
  const turns = [userTurn(question, redPhoto, bluePhoto)];
  const photos = [redPhoto, bluePhoto];
  const pieces = ['<|im_start|>', ...asking(...whole(red!), ...whole(blue!), question), 'Assistant:'];
  const right = expected(pieces, 'red', 'blue');

  it('nothing wrong', async () => expect(await answerOf(createSmolVlmReplica(), { turns, photos })).toBe(right));

  it.each([
    ['the id of image tokens', { config: { image_token_id: smolVlmWords.id('<global-img>') } }],
    ...commonFaults,
  ] satisfies [string, ReplicaFaults][])('%s', async (_, faults) => {
    expect(await answerOf(createSmolVlmReplica(faults), { turns, photos })).not.toBe(right);
  });
});

it('names a colour by the signs of its channels', () => {
  expect(colours[0b100]).toBe('red');
  expect(colours[0b001]).toBe('blue');
});
