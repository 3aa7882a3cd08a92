import { expect, it, vi } from 'vitest';
import { AppError } from '../../../app/contract/errors.ts';
import { askChatServer, type ServerEvent, type ServerRequest } from './ask-chat-server.ts';
import { listServerModels } from './list-server-models.ts';
import { parseServerAddress } from './parse-address.ts';
import { readEventStream } from './read-event-stream.ts';
import { serverModels, startFakeChatServer, type Behaviour } from './testing/fake-chat-server.ts';

const never = new AbortController().signal;
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff);

const questionTo = (address: string): ServerRequest => ({
  address,
  key: 'secret',
  model: 'vision-7b',
  turns: [
    { role: 'user', text: 'What is this?', photos: [jpeg] },
    { role: 'assistant', text: 'A dog.', photos: [] },
    { role: 'user', text: 'Where?', photos: [] },
  ],
  temperature: 0.5,
  seed: 7,
  maxNewTokens: 100,
});

/** What was said, and how it ended. */
async function listen(events: AsyncIterable<ServerEvent>) {
  let text = '';
  try {
    for await (const event of events) {
      if (event.type === 'token') text += event.text;
      else return { text, end: event };
    }
    return { text, end: null };
  } catch (error) {
    return { text, end: error as AppError };
  }
}

it('sends photos and turns as these servers take them, and streams the answer', async () => {
  await using server = await startFakeChatServer();
  const heard = await listen(askChatServer(questionTo(server.address), { signal: never }));
  expect(heard).toEqual({ text: 'A dog on a beach.', end: { type: 'finished', tokens: 3, stoppedBy: 'end' } });
  expect(server.requests).toMatchObject([
    {
      path: '/v1/chat/completions',
      authorization: 'Bearer secret',
      body: {
        model: 'vision-7b',
        temperature: 0.5,
        seed: 7,
        stream: true,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,/9j/' } },
              { type: 'text', text: 'What is this?' },
            ],
          },
          { role: 'assistant', content: 'A dog.' },
          { role: 'user', content: 'Where?' },
        ],
      },
    },
  ]);
});

it('takes an answer that comes in one piece', async () => {
  await using server = await startFakeChatServer();
  server.behave('answers whole');
  const heard = await listen(askChatServer(questionTo(server.address), { signal: never }));
  expect(heard).toEqual({ text: 'A dog on a beach.', end: { type: 'finished', tokens: 3, stoppedBy: 'end' } });
});

it.each<[Behaviour, string, string]>([
  ['answers html', 'server_incompatible', ''],
  ['refuses the key', 'server_refused', ''],
  ['has no such model', 'server_model_missing', ''],
  ['has no such path', 'server_incompatible', ''],
  ['is busy', 'server_busy', ''],
  ['takes no images', 'server_takes_no_photos', ''],
  ['breaks down', 'server_failed', ''],
  ['sends elsewhere', 'server_incompatible', ''],
  ['breaks down in the middle', 'server_failed', 'A dog on a beach.'],
  ['cuts the stream', 'server_failed', 'A dog on a beach.'],
  ['falls silent', 'server_failed', 'A dog on a beach.'],
  ['sends nonsense', 'server_incompatible', 'A dog on a beach.'],
])('a server that %s is named as %s, and what was said is kept', async (behaviour, code, text) => {
  await using server = await startFakeChatServer();
  server.behave(behaviour);
  const patience = { firstWordMs: 10_000, nextWordMs: behaviour === 'falls silent' ? 20 : 10_000 };
  const heard = await listen(askChatServer(questionTo(server.address), { signal: never, patience }));
  expect(heard).toMatchObject({ text, end: { code } });
  expect((heard.end as AppError).message).not.toContain('secret');
});

it('follows no redirection: photos go where the person agreed to and nowhere else', async () => {
  await using server = await startFakeChatServer();
  server.behave('sends elsewhere');
  const { end } = await listen(askChatServer(questionTo(server.address), { signal: never }));
  expect((end as AppError).message).toContain('192.0.2.1');
  expect(server.requests).toHaveLength(1);
});

it('says that nothing answers there', async () => {
  const gone = await startFakeChatServer();
  await gone[Symbol.asyncDispose]();
  const { end } = await listen(askChatServer(questionTo(gone.address), { signal: never }));
  expect(end).toMatchObject({ code: 'server_unreachable' });
  const elsewhere = questionTo('http://afterimage.invalid/v1');
  expect((await listen(askChatServer(elsewhere, { signal: never }))).end).toMatchObject({ code: 'server_unreachable' });
});

it('stopping closes the connection', async () => {
  await using server = await startFakeChatServer();
  server.behave('falls silent');
  const stop = new AbortController();
  const answer = askChatServer(questionTo(server.address), { signal: stop.signal });
  await answer.next();
  stop.abort();
  await expect(async () => {
    for await (const _ of answer);
  }).rejects.toMatchObject({ name: 'AbortError' });
  await vi.waitFor(() => expect(server.aborted()).toBe(1));
});

it('lists the models of a server, sending nothing but the key', async () => {
  await using server = await startFakeChatServer();
  expect(await listServerModels({ address: server.address, key: null }, never)).toEqual(serverModels);
  expect(server.requests).toEqual([{ path: '/v1/models', authorization: undefined, body: null }]);
  server.behave('answers html');
  await expect(listServerModels({ address: server.address, key: null }, never)).rejects.toMatchObject({
    code: 'server_incompatible',
  });
});

it('reads events however they are cut into chunks, with every end of line', async () => {
  const text = ': hello\r\ndata: {"a":\r\ndata: "ä"}\r\n\r\nevent: x\rdata:2\r\rdata: last';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 2, 3, bytes.length]) {
    const chunks = async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    };
    const events: string[] = [];
    for await (const data of readEventStream(chunks())) events.push(data);
    expect(events).toEqual(['{"a":\n"ä"}', '2', 'last']);
  }
});

it.each([
  ['http://localhost:11434/v1/', 'http://localhost:11434/v1'],
  ['  HTTPS://Example.org/v1 ', 'https://example.org/v1'],
])('stores %s as %s', (given, kept) => {
  expect(parseServerAddress(given)).toBe(kept);
});

it.each(['', 'localhost:1234', 'ftp://x/v1', 'http://me:pass@host/v1', 'http://host/v1?key=1'])(
  'takes no address like “%s”',
  (given) => {
    expect(() => parseServerAddress(given)).toThrow(AppError);
  },
);
