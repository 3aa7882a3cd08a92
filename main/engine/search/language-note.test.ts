import { expect, it } from 'vitest';
import { wordsOfTokenizer } from './known-words.ts';
import { languageNote } from './language-note.ts';

const starter = { title: 'Starter 1', languages: ['en'] };
const multilingual = { title: 'SigLIP 2', languages: ['en', 'de', 'ru', 'ja', 'zh'] };
const known = wordsOfTokenizer({ model: { vocab: { Ġdog: 0, 'beach</w>': 1, '▁mountains': 2, hund: 3 } } });
const note = (text: string, model = starter, words: typeof known = known) =>
  languageNote({ text, start: 0, end: text.length }, model, words)?.message ?? null;

it.each([
  ['кошка', 'Starter 1 understands English only, no Cyrillic.'],
  ['собака dog', 'Starter 1 understands English only, no Cyrillic.'],
  ['犬', 'Starter 1 understands English only, no Chinese.'],
  ['ქართული', 'Starter 1 understands English only, no text in this script.'],
  ['🐶', 'Starter 1 understands English words, no emoji.'],
  ['Hund', 'Starter 1 understands English, and does not know “Hund” as a word.'],
  ['Hund Katze', 'Starter 1 understands English, and does not know “Hund”, “Katze” as words.'],
])('%s is not understood', (text, message) => expect(note(text)).toBe(message));

it.each(['dog', 'dogs', 'beach', 'mountain', 'Hund dog', 'no', '2004', 'μ', 'µ', '12 🐶', ''])(
  '%s needs no note',
  (text) => expect(note(text)).toBeNull(),
);

it('asks each model what it understands', () => {
  expect(note('кошка', multilingual)).toBeNull();
  expect(note('Hund', multilingual)).toBeNull();
  expect(note('🐶', multilingual)).toBeNull();
  expect(note('γάτα', multilingual)).toBe('SigLIP 2 understands 5 languages, no Greek.');
  expect(note('Hund', starter, null)).toBeNull();
});

it('reads no words from a vocabulary of another kind', () => {
  expect(wordsOfTokenizer({ model: { vocab: [['a', 1]] } })).toBeNull();
  expect(wordsOfTokenizer({})).toBeNull();
});
