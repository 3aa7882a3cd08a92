import type { QueryIssue } from '../../../app/contract/search.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';
import type { KnowsWord } from './known-words.ts';
import { languageNote } from './language-note.ts';
import type { Exclusion, ParsedQuery } from './parse-query.ts';

/** What a person should know about how far this model can follow the query. */
export function modelNotes(
  parsed: ParsedQuery,
  { model, likeness, known }: { model: InstalledModel; likeness: boolean; known: KnowsWord | null },
): QueryIssue[] {
  const usable = model.state === 'installed';
  const exclusions = parsed.unlike.map((exclusion) => exclusionNote(exclusion, usable && likeness));
  const pieces = parsed.chips.filter(({ kind }) => kind === 'text' || kind === 'phrase');
  if (!usable || pieces.length === 0) return exclusions;
  const said = { start: pieces[0]!.start, end: pieces.at(-1)!.end, text: pieces.map(({ label }) => label).join(' ') };
  const language = languageNote(said, model.manifest, known);
  return language === null ? exclusions : [...exclusions, language];
}

function exclusionNote({ text, start, end }: Exclusion, byLikeness: boolean): QueryIssue {
  const place = { kind: 'note', start, end } as const;
  if (!byLikeness) {
    const message = `“${text}” is left out by words only; photos that show it may remain.`;
    return { ...place, message, hint: 'The search model cannot be used.' };
  }
  const hint = `The model may err. Write -"${text}" to leave out the word alone.`;
  return { ...place, message: `Photos that look like “${text}” are left out, as well as the word.`, hint };
}
