import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isEncoder } from '../../../models/manifest.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';

/** Whole words tell one language from others only for a model of one language. */
export const isEnglishOnly = (languages: readonly string[]): boolean =>
  languages.every((language) => language === 'en');

/** Whether the text tower of a model has a word, or its singular or plural, in one piece. */
export type KnowsWord = (word: string) => boolean;

/** Reads each model's vocabulary once; null where it has none to be read, or understands more than English. */
export function createKnownWords(): (model: InstalledModel) => Promise<KnowsWord | null> {
  const read = new WeakMap<InstalledModel, Promise<KnowsWord | null>>();
  return (model) => {
    const known = read.get(model) ?? readVocabulary(model).catch(() => null);
    read.set(model, known);
    return known;
  };
}

async function readVocabulary({ manifest, directory }: InstalledModel): Promise<KnowsWord | null> {
  if (!isEnglishOnly(manifest.languages)) return null;
  const file = isEncoder(manifest) ? manifest.encoder.text.preprocessing.tokenizer : 'tokenizer.json';
  return wordsOfTokenizer(JSON.parse(await readFile(join(directory, file), 'utf8')));
}

/** @param json a parsed `tokenizer.json`. */
export function wordsOfTokenizer(json: { model?: { vocab?: unknown } }): KnowsWord | null {
  const vocabulary = json.model?.vocab;
  if (typeof vocabulary !== 'object' || vocabulary === null || Array.isArray(vocabulary)) return null;
  const has = (word: string): boolean =>
    ['Ġ', '▁'].some((start) => Object.hasOwn(vocabulary, start + word)) || Object.hasOwn(vocabulary, `${word}</w>`);
  return (word) => has(word) || has(`${word}s`) || (word.endsWith('s') && has(word.slice(0, -1)));
}
