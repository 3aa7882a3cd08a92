import { expect, it } from 'vitest';
import { startFakeChatServer } from '../../network/chat-server/testing/fake-chat-server.ts';
import type { Lookers } from './lookers.ts';
import { openAssistant } from './testing/open-assistant.ts';

const asks = (address: string, consented = true): Partial<Lookers> => ({
  chat: { kind: 'server', server: { address, model: 'vision-7b', longestEdge: 800, consented } },
});

it('says what would be sent, to where, and sends nothing before the person agreed', async () => {
  await using server = await startFakeChatServer();
  using test = openAssistant({ lookers: asks(server.address, false) });
  const { answer } = await test.ask('Is it raining?', [1, 2]);
  expect(server.requests).toEqual([]);
  expect(answer.text).toContain(server.address);
  expect(answer.answer).toMatchObject({
    server: null,
    looks: [],
    consent: {
      address: server.address,
      photos: [
        { photoId: '1', name: '1.jpg', size: { width: 800, height: 600 } },
        { photoId: '2', name: '2.jpg' },
      ],
      earlierTurns: 0,
    },
  });
});

it('sends photos at the chosen size, and says in the answer and its export who answered', async () => {
  await using server = await startFakeChatServer();
  using test = openAssistant({ lookers: asks(server.address), serverKey: 'secret' });
  const { answer } = await test.ask('Is it raining?', [1, 2]);
  expect(test.edges).toEqual([800, 800]);
  const content = server.requests[0]!.body!.messages[0]!.content;
  expect(content).toMatchObject([{ type: 'image_url' }, { type: 'image_url' }, { text: 'Is it raining?' }]);
  expect(answer).toMatchObject({
    text: 'A dog on a beach.',
    answer: {
      tool: 'chat',
      model: 'vision-7b',
      server: server.address,
      looks: [{ photoId: '1', width: 800, height: 600, tiles: null, tokens: null }, { photoId: '2' }],
      confidence: null,
      canLookCloser: false,
    },
  });
  const markdown = await test.markdown();
  expect(markdown).toContain(`answered by your server at ${server.address}`);
  expect(markdown).not.toContain('secret');
});

it('keeps what was said when the server breaks off, and says what happened', async () => {
  await using server = await startFakeChatServer();
  server.behave('cuts the stream');
  using test = openAssistant({ lookers: asks(server.address) });
  const { answer } = await test.ask('Is it raining?', [1]);
  expect(answer).toMatchObject({
    text: 'A dog on a beach.',
    failure: { code: 'server_failed', retryable: true },
    answer: { server: server.address, looks: [{ photoId: '1' }], stopped: false },
  });
});

it('tells the turns before, but not what asked for consent', async () => {
  await using server = await startFakeChatServer();
  using test = openAssistant({ lookers: asks(server.address, false) });
  await test.ask('Is it raining?', [1]);
  test.choose(asks(server.address));
  await test.ask('Is it raining?', [1]);
  await test.ask('Is it windy too?', [1]);
  expect(server.requests.map(({ body }) => body!.messages.map(({ role }) => role))).toEqual([
    ['user'],
    ['user', 'assistant', 'user'],
  ]);
});

it('asks nothing about photos that cannot be read', async () => {
  await using server = await startFakeChatServer();
  using test = openAssistant({ lookers: asks(server.address), broken: [2] });
  const { answer } = await test.ask('Is it raining?', [2]);
  expect(answer.text).toMatch(/^I cannot look/);
  expect(answer.answer).toMatchObject({ server: null, notices: [expect.stringMatching(/could not be read/)] });
  expect(server.requests).toEqual([]);
});
