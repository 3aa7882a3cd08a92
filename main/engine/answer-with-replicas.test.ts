/** @file Questions through the whole engine, to real processes that run replicas whose right answer is known. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../app/contract/index.ts';
import type { LocalEngine } from '../../app/contract/local.ts';
import type { AskEvent, Message } from '../../app/contract/assistant.ts';
import type { ConversationId, ModelId, PhotoId } from '../../app/contract/ids.ts';
import { connectEngine } from '../../app/entry/connect-engine.ts';
import { openLocalEngine } from '../../app/entry/open-local-engine.ts';
import { createFlorence2Replica } from '../../models/florence2/testing/replica.ts';
import { createSmolVlmReplica, smolVlmWords } from '../../models/smolvlm/testing/replica.ts';
import { expectedAnswer, type PromptPiece } from '../../models/testing/chat/expected-answer.ts';
import { featureWeight } from '../../models/testing/chat/photo-features.ts';
import { installReplica } from '../testing/install-replica.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

type Rgb = readonly [number, number, number];
const red: Rgb = [220, 20, 30];
const blue: Rgb = [20, 60, 230];
const smolvlm = 'replica/smolvlm' as ModelId;
const florence = 'replica/florence2' as ModelId;

const fence = '<fake_token_around_image>';
const tile = (colour: Rgb): number[] =>
  Array.from({ length: 64 }, (_, place) =>
    featureWeight(
      colour.map((value) => (value / 255 - 0.5) / 0.5),
      place,
    ),
  );
const whole = (colour: Rgb): PromptPiece[] => [`${fence}<global-img>`, tile(colour), fence];
const user = (...pieces: PromptPiece[]): PromptPiece[] => ['User:', ...pieces, '<end_of_utterance>'];
const expected = (pieces: PromptPiece[], ...colours: ('red' | 'blue')[]): string =>
  expectedAnswer(smolVlmWords, { pieces: ['<|im_start|>', ...pieces, 'Assistant:'], colours });

let stack: AsyncDisposableStack;
let engine: Engine;
let local: LocalEngine;
let photos: { readonly red: PhotoId; readonly blue: PhotoId };
let redFile: string;

beforeAll(async () => {
  stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const [library, pictures] = [join(folder.path, 'library'), join(folder.path, 'pictures')];
  await mkdir(pictures, { recursive: true });
  const draw = async (name: string, [r, g, b]: Rgb): Promise<string> => {
    const background = { r, g, b };
    const path = join(pictures, `${name}.png`);
    await sharp({ create: { width: 1200, height: 900, channels: 3, background } })
      .png()
      .toFile(path);
    return path;
  };
  redFile = await draw('red', red);
  await draw('blue', blue);
  await installReplica(join(library, 'models'), createSmolVlmReplica());
  await installReplica(join(library, 'models'), createFlorence2Replica());
  const connection = stack.use(connectEngine(stack.use(await openLocalEngine(library))));
  ({ engine, local } = connection);
  await engine.library.add({ paths: [pictures] });
  await vi.waitFor(async () => expect((await engine.library.folders({})).counts.indexed).toBe(2), 60_000);
  const { sections } = await engine.library.timeline({});
  const found = (await engine.library.section({ day: sections[0]!.day })).photos;
  const idOf = (name: string): PhotoId => found.find((photo) => photo.name === name)!.photoId;
  photos = { red: idOf('red.png'), blue: idOf('blue.png') };
});
afterAll(() => stack.disposeAsync());

async function ask(
  question: string,
  photoIds: PhotoId[],
  how: { conversationId?: ConversationId; closer?: boolean } = {},
): Promise<{ conversationId: ConversationId; answer: Message; events: AskEvent[] }> {
  const events: AskEvent[] = [];
  for await (const event of engine.assistant.ask({ question, photoIds, ...how })) events.push(event);
  const [started, finished] = [events[0], events.at(-1)];
  if (started?.type !== 'started' || finished?.type !== 'finished') throw new Error('It did not finish.');
  return { conversationId: started.conversationId, answer: finished.answer, events };
}

describe('a chat model', () => {
  beforeAll(async () => {
    await engine.models.use({ use: 'chat', modelId: smolvlm });
  });

  it('is the one that the list names', async () => {
    const { chat, models } = await engine.models.list({});
    expect(chat).toBe(smolvlm);
    expect(models.find(({ modelId }) => modelId === smolvlm)!.uses).toEqual(['chat']);
  });

  it('sees two photos in one question, and a follow-up with the turn before', async () => {
    const question = 'what colour is it ?';
    const first = await ask(question, [photos.red, photos.blue]);
    const said = expected(user(...whole(red), ...whole(blue), question), 'red', 'blue');
    expect(first.answer.text).toBe(said);
    expect(first.answer.answer).toMatchObject({
      tool: 'chat',
      model: smolvlm,
      looks: [
        { photoId: photos.red, width: 512, height: 512, tiles: 1, tokens: 64 },
        { photoId: photos.blue, width: 512, height: 512, tiles: 1, tokens: 64 },
      ],
      confidenceKind: 'token_probability',
      canLookCloser: true,
    });
    const streamed = first.events.flatMap((event) => (event.type === 'token' ? [event.text] : []));
    expect(streamed.join('')).toBe(said);
    const { conversationId } = first;
    const next = await ask('what is that ?', [photos.blue], { conversationId });
    const turns = [
      ...user(...whole(red), question),
      `Assistant: ${said}<end_of_utterance>`,
      ...user(...whole(blue), 'what is that ?'),
    ];
    expect(next.answer.text).toBe(expected(turns, 'red', 'blue'));
  });

  it('looks closer when it is asked to', async () => {
    const { conversationId } = await ask('what is this ?', [photos.red]);
    const { answer } = await ask('what is this ?', [photos.red], { conversationId, closer: true });
    const places = [1, 2, 3].flatMap((row) => [1, 2, 3].map((column) => `${fence}<row_${row}_col_${column}>`));
    const tiles = places.flatMap((place) => [place, tile(red)]);
    const pieces = user(...tiles, ...whole(red), 'what is this ?');
    expect(answer.answer).toMatchObject({ looks: [{ width: 1536, height: 1536, tiles: 10 }], canLookCloser: false });
    expect(answer.text).toBe(expected(pieces, 'red'));
  });

  it('answers from words alone', async () => {
    expect((await ask('what is colour ?', [])).answer.text).toBe(expected(user('what is colour ?')));
  });

  it('stops between two tokens and keeps what was said', async () => {
    const stop = new AbortController();
    let conversationId: ConversationId | undefined;
    const counting = async (): Promise<void> => {
      const input = { question: 'count', photoIds: [photos.red] };
      for await (const event of engine.assistant.ask(input, { signal: stop.signal })) {
        if (event.type === 'started') ({ conversationId } = event);
        if (event.type === 'token') stop.abort();
      }
    };
    await expect(counting()).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(async () => {
      const { messages } = await engine.assistant.conversation({ conversationId: conversationId! });
      expect(messages.at(-1)).toMatchObject({ text: expect.stringMatching(/^1 2/) as unknown, failure: null });
      expect(messages.at(-1)!.answer).toMatchObject({ stopped: true, looks: [{ photoId: photos.red }] });
    }, 10_000);
  });

  it('takes other words for another seed, and the same for the same', async () => {
    const draw = async (seed: number): Promise<string> => {
      const input = { paths: [redFile], question: 'what colour is it ?', modelId: smolvlm, temperature: 2, seed };
      for await (const event of local.ask(input)) if (event.type === 'finished') return event.text;
      throw new Error('It did not finish.');
    };
    const drawn = await Promise.all([draw(1), draw(2), draw(3), draw(1)]);
    expect(drawn[3]).toBe(drawn[0]);
    expect(new Set(drawn).size).toBeGreaterThan(1);
  });
});

describe('Florence-2 beside it', () => {
  it('boxes what is asked for and stores where', async () => {
    await engine.models.use({ use: 'chat', modelId: florence });
    const { answer } = await ask('Mark everything', [photos.blue, photos.red]);
    expect(answer.answer).toMatchObject({ tool: 'decoder', model: florence });
    expect(answer.answer!.looks).toMatchObject([{ photoId: photos.blue, width: 768, height: 768 }, {}]);
    expect(answer.answer!.regions.map(({ photo, label }) => [photo, label])).toEqual([
      [1, 'blue picture'],
      [1, 'photo'],
      [2, 'red picture'],
      [2, 'photo'],
    ]);
    expect(answer.text).toBe('[photo 1]: It sees blue picture and photo.\n[photo 2]: It sees red picture and photo.');
  });

  it('reads for a chat model that does not', async () => {
    await engine.models.use({ use: 'chat', modelId: smolvlm });
    const { answer } = await ask('Read the text', [photos.red]);
    expect(answer).toMatchObject({ text: 'It reads:\nwhat is\nit', answer: { model: florence } });
  });

  it('captions at the length that is asked for, and looks closer', async () => {
    await engine.models.use({ use: 'chat', modelId: florence });
    const short = await ask('Describe this briefly', [photos.red]);
    expect(short.answer.text).toMatch(/^red \d+$/);
    expect(short.answer.answer).toMatchObject({ looks: [{ width: 384, height: 384 }], canLookCloser: true });
    const { conversationId } = short;
    const closer = await ask('Describe this briefly', [photos.red], { conversationId, closer: true });
    expect(closer.answer.answer).toMatchObject({ looks: [{ width: 768, height: 768 }], canLookCloser: false });
    expect((await ask('Describe everything', [photos.red])).answer.text).toMatch(
      /^this photo shows a red picture \. \d+$/,
    );
  });

  it('takes no free question, so the built-in model answers it', async () => {
    const { answer } = await ask('Is it raining?', [photos.red]);
    expect(answer.answer).toMatchObject({
      model: 'starter/starter-0',
      toolReason: expect.stringContaining('takes no questions') as unknown,
    });
  });
});

it('refuses a model that is not there', async () => {
  const use = (modelId: string) => engine.models.use({ use: 'chat', modelId });
  await expect(use('smolvlm/none')).rejects.toMatchObject({ code: 'not_found' });
  await expect(use('smolvlm/smolvlm-256m-instruct')).rejects.toMatchObject({ code: 'model_missing' });
});
