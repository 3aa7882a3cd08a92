import { expect, it } from 'vitest';
import { chatModel } from './testing/chat-model.ts';
import { chatsWith, openAssistant } from './testing/open-assistant.ts';

const chats = chatsWith(chatModel());

it('shows several photos in one question, sized for the gist, and stores what was seen', async () => {
  using test = openAssistant({ lookers: chats, answers: [{ text: 'A dog and a cat.' }] });
  const { events, answer } = await test.ask('What is the difference between these?', [1, 2]);
  expect(test.inference.asked).toMatchObject([
    {
      task: { kind: 'chat' },
      detail: 'gist',
      turns: [{ role: 'user', text: 'What is the difference between these?', photoKeys: ['hash 1', 'hash 2'] }],
      sampling: { temperature: 0.5, seed: 3, maxNewTokens: 256 },
    },
  ]);
  expect(test.edges).toEqual([1024, 1024]);
  expect(events.map(({ type }) => type)).toEqual(['started', 'looking', ...Array(5).fill('token'), 'finished']);
  expect(answer).toMatchObject({
    text: 'A dog and a cat.',
    answer: {
      tool: 'chat',
      model: 'smolvlm/test',
      citedPhotoIds: ['1', '2'],
      resolution: { width: 512, height: 512 },
      looks: [{ photoId: '1', tiles: 1 }, { photoId: '2' }],
      confidence: 0.75,
      confidenceKind: 'token_probability',
      canLookCloser: true,
      tokensPerSecond: 20,
      server: null,
    },
  });
});

it.each([
  ['How many people are there?', 'fine', 2560],
  ['What colour is the small car?', 'fine', 2560],
  ['Is it raining?', 'gist', 1024],
])('%s is looked at as %s', async (question, detail, edge) => {
  using test = openAssistant({ lookers: chats });
  const { answer } = await test.ask(question, [1]);
  expect(test.inference.asked[0]).toMatchObject({ detail });
  expect(test.edges).toEqual([edge]);
  expect(answer.answer).toMatchObject({ canLookCloser: detail === 'gist' });
});

it('looks closer at the same question, as if it had not been asked before', async () => {
  using test = openAssistant({ lookers: chats, answers: [{ text: 'A dog.' }, { text: 'A small brown dog.' }] });
  await test.ask('Is it raining?', [1]);
  const { answer } = await test.ask('Is it raining?', [1], { closer: true });
  expect(test.inference.asked[1]).toMatchObject({ detail: 'fine', turns: [{ role: 'user' }] });
  expect(answer).toMatchObject({ text: 'A small brown dog.', answer: { canLookCloser: false } });
});

it('tells the turns before with their photos, each photo once and with the latest turn that looks at it', async () => {
  using test = openAssistant({ lookers: chats, answers: [{ text: 'A dog.' }, { text: 'Brown.' }, { text: 'Yes.' }] });
  await test.ask('Is there a dog?', [1]);
  await test.ask('Is it brown?', [1]);
  await test.ask('When was this taken?', [1]);
  await test.ask('Is the other one brown too?', [2]);
  expect(test.inference.asked[1]!.turns).toEqual([
    { role: 'user', text: 'Is there a dog?', photoKeys: [] },
    { role: 'assistant', text: 'A dog.', photoKeys: [] },
    { role: 'user', text: 'Is it brown?', photoKeys: ['hash 1'] },
  ]);
  const { turns } = test.inference.asked[2]!;
  expect(turns.map(({ photoKeys }) => photoKeys)).toEqual([[], [], ['hash 1'], [], [], [], ['hash 2']]);
  expect(turns[5]!.text).toContain('2022');
});

it('sends no pixels of photos whose features are cached, and all of them where the cache lost one', async () => {
  using test = openAssistant({ lookers: chats, answers: [{ fails: 'not_found' }, {}] });
  test.inference.cached.add('hash 1');
  const { answer } = await test.ask('Is it raining?', [1, 2]);
  expect(test.inference.asked.map(({ photos }) => photos.map(({ pixels }) => pixels !== null))).toEqual([
    [false, true],
    [true, true],
  ]);
  expect(test.edges).toEqual([1024, 1024]);
  expect(answer.failure).toBeNull();
});

it('starts a dead model process again once, says so, and fails openly the second time', async () => {
  using test = openAssistant({ lookers: chats, answers: [{ fails: 'unavailable' }, { text: 'A dog.' }] });
  const { answer, events } = await test.ask('Is it raining?', [1]);
  expect(answer).toMatchObject({ text: 'A dog.', failure: null });
  expect(answer.answer!.notices).toEqual([expect.stringMatching(/second try/)]);
  expect(events.map(({ type }) => type)).toContain('replaced');
  using worse = openAssistant({ lookers: chats, answers: [{ fails: 'unavailable', text: 'A dog.' }] });
  const failed = (await worse.ask('Is it raining?', [1])).answer;
  expect(failed).toMatchObject({ text: 'A', failure: { code: 'unavailable' }, answer: { looks: [{ photoId: '1' }] } });
  expect(worse.inference.asked).toHaveLength(2);
});

it('says what was left out: unreadable photos, too many, and turns without room', async () => {
  using test = openAssistant({
    lookers: chatsWith(chatModel({ chat: { maxPhotos: 2 } })),
    answers: [{}, { droppedTurns: 2 }],
    broken: [2],
  });
  const { answer } = await test.ask('What do they have in common?', [1, 2, 3]);
  expect(answer.answer!.notices).toEqual([
    'test takes 2 photos at once. Left out: [photo 3].',
    '2.jpg could not be read: The photo is damaged.',
  ]);
  expect(test.inference.asked[0]!.turns[0]!.photoKeys).toEqual(['hash 1']);
  const next = await test.ask('Are you happy with it?', [1]);
  expect(next.answer.answer!.notices).toEqual([expect.stringMatching(/^The 2 oldest messages .* left out\.$/)]);
});

it('says that it cannot look where the photo asked about cannot be read', async () => {
  using test = openAssistant({ lookers: chats, broken: [2] });
  await test.ask('Is it raining?', [1]);
  const { answer } = await test.ask('Is it windy?', [2]);
  expect(answer).toMatchObject({ failure: null, text: expect.stringMatching(/^I cannot look/) as unknown });
  expect(answer.answer!.notices).toEqual(['The photo is damaged.']);
  expect(test.inference.asked).toHaveLength(1);
});

it('takes the last questions of a long conversation along, and says so', async () => {
  using test = openAssistant({ lookers: chats });
  for (let asked = 0; asked < 25; asked += 1) await test.ask(`Is it ${asked}?`, [1]);
  const { answer } = await test.ask('Is it raining?', [1]);
  expect(test.inference.asked.at(-1)!.turns).toHaveLength(49);
  expect(answer.answer!.notices).toEqual(['Of the questions before, the last 24 go along.']);
});

it('answers from words alone without a photo, and says why a text model takes no photos', async () => {
  using test = openAssistant({ lookers: chats, answers: [{ text: 'Soft light.' }] });
  const { answer } = await test.ask('What is golden hour?', []);
  expect(answer).toMatchObject({ text: 'Soft light.', answer: { tool: 'chat', citedPhotoIds: [], looks: [] } });
  const textOnly = chatModel({ chat: { maxPhotos: 0, image: { kind: 'none' } } });
  using blind = openAssistant({ lookers: chatsWith(textOnly) });
  const refused = (await blind.ask('Is it raining?', [1])).answer;
  expect(refused).toMatchObject({
    answer: { tool: 'none' },
    text: expect.stringMatching(/takes no photos/) as unknown,
  });
  expect((await blind.ask('What is golden hour?', [])).answer.answer!.tool).toBe('chat');
});

it('claims no confidence where the model tells none, and says that an answer was cut', async () => {
  using test = openAssistant({ lookers: chats, answers: [{ tokenProbability: null, stoppedBy: 'length' }] });
  const { answer } = await test.ask('Is it raining?', [1]);
  expect(answer.answer).toMatchObject({ confidence: null, confidenceKind: null });
  expect(answer.answer!.notices).toEqual([expect.stringMatching(/cut at 256 tokens/)]);
});

it('keeps what was said before a stop, with what was seen', async () => {
  using test = openAssistant({ lookers: chats, answers: [{ text: 'A dog runs.', hangs: true }] });
  const stop = new AbortController();
  const asking = test.ask('Is it raining?', [1], { signal: stop.signal });
  await expect.poll(() => test.inference.asked.length).toBe(1);
  setTimeout(() => stop.abort(), 20);
  const { answer } = await asking;
  expect(answer).toMatchObject({ text: 'A', failure: null, answer: { stopped: true, looks: [{ photoId: '1' }] } });
});

it('names the photos as they are sent', async () => {
  using test = openAssistant({ lookers: chats });
  await test.ask('Is it raining in photo 2?', [1, 2, 3]);
  await test.ask('Which is brighter, photo 1 or photo 3?', [1, 2, 3]);
  expect(test.inference.asked.map(({ turns }) => turns.at(-1)!.text)).toEqual([
    'Is it raining in the photo?',
    'Which is brighter, photo 1 or photo 2?',
  ]);
});

it('keeps facts and comparisons away from the model', async () => {
  using test = openAssistant({ lookers: chats });
  const { answer } = await test.ask('When was this taken?', [1]);
  expect(answer).toMatchObject({
    answer: { tool: 'facts', model: null },
    text: expect.stringContaining('2022') as unknown,
  });
  expect(test.inference.asked).toEqual([]);
});
