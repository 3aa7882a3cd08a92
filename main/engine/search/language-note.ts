import type { QueryIssue } from '../../../app/contract/search.ts';
import type { ModelManifest } from '../../../models/manifest.ts';
import { isEnglishOnly, type KnowsWord } from './known-words.ts';

/** Scripts with the languages that are written in them, as far as models name them. */
const scripts: readonly (readonly [name: string, letters: RegExp, languages: readonly string[]])[] = [
  ['Cyrillic', /\p{Script=Cyrillic}/u, ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk', 'mn']],
  ['Greek', /\p{Script=Greek}{2}/u, ['el']],
  ['Arabic', /\p{Script=Arabic}/u, ['ar', 'fa', 'ur']],
  ['Hebrew', /\p{Script=Hebrew}/u, ['he', 'yi']],
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u, ['ja']],
  ['Chinese', /\p{Script=Han}/u, ['zh', 'ja']],
  ['Korean', /\p{Script=Hangul}/u, ['ko']],
  ['Devanagari', /\p{Script=Devanagari}/u, ['hi', 'mr', 'ne']],
  ['Thai', /\p{Script=Thai}/u, ['th']],
];
const otherScript = /[^\P{L}\p{Script=Latin}\p{Script=Greek}]/u;

type Understood = Pick<ModelManifest, 'title' | 'languages'>;

/** What a person looks for by meaning, and where it stands in the box. */
export interface Said {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Says that the text is in no language of the model, or null where nothing tells.
 * @param known whether the model knows a word as a whole; null where that cannot be asked.
 */
export function languageNote(
  { text, start, end }: Said,
  model: Understood,
  known: KnowsWord | null,
): QueryIssue | null {
  const written = text.normalize('NFKC');
  const message = unknownScript(written, model) ?? unknownWords(written, model, known);
  if (message === null) return null;
  const hint = 'What it finds by meaning may not fit; words and facts are searched all the same.';
  return { kind: 'note', message, hint, start, end };
}

function unknownScript(text: string, { title, languages }: Understood): string | null {
  if (!/\p{L}/u.test(text)) {
    const emoji = /\p{Extended_Pictographic}/u.test(text) && !/\p{N}/u.test(text) && isEnglishOnly(languages);
    return emoji ? `${title} understands English words, no emoji.` : null;
  }
  const script = scripts.find(([, letters]) => letters.test(text));
  if (script === undefined && !otherScript.test(text)) return null;
  if (script?.[2].some((language) => languages.includes(language))) return null;
  return `${title} understands ${languagesInWords(languages)}, no ${script === undefined ? 'text in this script' : script[0]}.`;
}

function unknownWords(text: string, { title, languages }: Understood, known: KnowsWord | null) {
  if (known === null || !isEnglishOnly(languages)) return null;
  const words = text.match(/\p{L}{3,}/gu) ?? [];
  if (words.length === 0 || words.some((word) => known(word.toLowerCase()))) return null;
  const written = [...new Set(words)].map((word) => `“${word}”`).join(', ');
  return `${title} understands English, and does not know ${written} as ${words.length === 1 ? 'a word' : 'words'}.`;
}

function languagesInWords(languages: readonly string[]): string {
  if (languages.length > 3) return `${languages.length} languages`;
  const names = new Intl.DisplayNames('en', { type: 'language' });
  return `${languages.map((language) => names.of(language) ?? language).join(', ')} only`;
}
