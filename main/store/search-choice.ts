import { z } from 'zod';
import { ModelId } from '../../app/contract/ids.ts';
import { prepared, type ReadableDb, type WritableDb } from './database.ts';

/** What is remembered of search models beside the one in the settings, so that a kill at any moment loses nothing. */
export const SearchChoice = z.object({
  /** Its vectors are being made. */
  next: z.object({ modelId: ModelId }).nullable(),
  /** Its vectors are kept until then. */
  previous: z.object({ modelId: ModelId, modelKey: z.string(), keptUntilMs: z.number() }).nullable(),
  /** Keys of vectors that are being deleted. */
  doomed: z.array(z.string()),
});
export type SearchChoice = z.output<typeof SearchChoice>;

const row = 'search_models';
const nothing: SearchChoice = { next: null, previous: null, doomed: [] };

export function readSearchChoice(db: ReadableDb): SearchChoice {
  const stored = prepared(db, 'SELECT value FROM setting WHERE name = ?').pluck().get(row) as string | undefined;
  const parsed = stored === undefined ? null : SearchChoice.safeParse(JSON.parse(stored));
  return parsed?.success === true ? parsed.data : nothing;
}

export function writeSearchChoice(db: WritableDb, choice: SearchChoice): void {
  prepared(db, 'INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
    row,
    JSON.stringify(choice),
  );
}
