import { expect, it } from 'vitest';
import { chatModel } from './testing/chat-model.ts';
import { chatsWith, openAssistant } from './testing/open-assistant.ts';

const florence = chatModel({ id: 'florence2/test', tasks: ['caption', 'detect', 'read'], chat: { maxPhotos: 1 } });
const chosen = { caption: florence, detect: florence, read: florence };
const box = { label: 'dog', left: 0.1, top: 0.7, right: 0.3, bottom: 0.9 };

it.each([
  ['Describe this briefly', { kind: 'caption', length: 'short' }, 'gist'],
  ['Describe this photo', { kind: 'caption', length: 'detailed' }, 'gist'],
  ['Describe everything in this photo', { kind: 'caption', length: 'paragraph' }, 'gist'],
  ['Where is the dog?', { kind: 'ground', phrase: 'dog' }, 'fine'],
  ['Point to the red car in this photo', { kind: 'ground', phrase: 'red car' }, 'fine'],
  ['Which objects are there?', { kind: 'detect' }, 'fine'],
  ['Mark everything', { kind: 'detect' }, 'fine'],
  ['What does the sign say?', { kind: 'read' }, 'fine'],
  ['Read the text', { kind: 'read' }, 'fine'],
])('%s', async (question, task, detail) => {
  using test = openAssistant({ lookers: chosen });
  const { answer } = await test.ask(question, [1]);
  expect(test.inference.asked).toMatchObject([{ task, detail }]);
  expect(answer.answer).toMatchObject({ tool: 'decoder', model: 'florence2/test' });
});

it('stores boxes with the photo they are on, and says in words what they show', async () => {
  const answers = [
    { text: 'dog<loc_1>', regions: [box] },
    { text: '', regions: [box, { ...box, left: 0.8, right: 0.9 }] },
  ];
  using test = openAssistant({ lookers: chosen, answers });
  const { answer } = await test.ask('Where is the dog?', [1, 2]);
  expect(answer.text).toBe(
    '[photo 1]: “dog” is at the bottom on the left.\n[photo 2]: 2 boxes fit “dog”: at the bottom on the left and at the bottom on the right.',
  );
  expect(answer.answer!.regions).toEqual([
    { photo: 1, ...box },
    { photo: 2, ...box },
    { photo: 2, ...box, left: 0.8, right: 0.9 },
  ]);
  expect(await test.markdown()).toContain('- [photo 1] dog: 20% × 20% at 10%, 70%');
});

it('counts what it detects, and says where there is nothing', async () => {
  using test = openAssistant({
    lookers: chosen,
    answers: [{ regions: [box, box, { ...box, top: 0 }, { ...box, label: 'ball' }] }, {}],
  });
  expect((await test.ask('List the objects', [1])).answer.text).toBe('It sees 2 × dog and ball.');
  expect((await test.ask('Where is the cat?', [1])).answer.text).toBe('It finds no “cat” in this photo.');
});

it('reads for a chat model that cannot, and for the built-in model', async () => {
  const lookers = { ...chatsWith(chatModel()), read: florence };
  using test = openAssistant({ lookers, answers: [{ text: 'STOP' }] });
  const { answer } = await test.ask('What does the sign say?', [1]);
  expect(answer).toMatchObject({
    text: 'It reads:\nSTOP',
    answer: { model: 'florence2/test', toolReason: 'Text in a photo is read by test.' },
  });
});

it('leaves out a photo that cannot be read, and says so', async () => {
  using test = openAssistant({ lookers: chosen, broken: [1], answers: [{ text: 'A dog.' }] });
  const { answer } = await test.ask('Describe these', [1, 2]);
  expect(answer.text).toBe('[photo 2]: A dog.');
  expect(answer.answer).toMatchObject({
    citedPhotoIds: ['2'],
    notices: ['[photo 1] could not be read: The photo is damaged.'],
  });
});
