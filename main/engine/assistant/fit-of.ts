import { cosine } from '../cosine.ts';
import type { ActiveSearchModel } from '../models/search-model.ts';
import type { Subject } from './subject.ts';

/** The log-odds, by the search model, that a photo fits a text; null where that model is not usable. */
export async function fitOf(
  subject: Subject,
  text: string,
  { search: active, signal }: { search: ActiveSearchModel; signal: AbortSignal },
): Promise<number | null> {
  const search = active();
  if (search.calibration === null) return null;
  const { a, b } = search.calibration;
  const [photo, words] = await Promise.all([subject.vector(search, signal), search.embedText(text, signal)]);
  return a * cosine(photo, words) + b;
}
