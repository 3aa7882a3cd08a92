import { AppError, errorKinds } from '../../../app/contract/errors.ts';
import { nothingKnown, type AnswerEvent, type Answering } from './answer.ts';
import { nameOf, type NumberedSubject } from './subject.ts';

/** Why a photo could not be read, where it is the photo's own fault and the others may still be answered about; else throws. */
export function unreadableReason(error: unknown): string {
  if (!(error instanceof AppError)) throw error;
  const own =
    errorKinds[error.code].scope === 'photo' || error.code === 'not_found' || error.code === 'permission_denied';
  if (!own && error.code !== 'io_failed') throw error;
  // What a decoder says of the damage is for the list of failures.
  return error.code === 'decode_failed' ? 'The photo is damaged.' : error.message;
}

export const unreadableNotice = (subject: NumberedSubject, reason: string): AnswerEvent => ({
  type: 'notice',
  text: `${nameOf(subject)} could not be read: ${reason}`,
});

/** For an answer about photos of which none can be read. */
export async function* sayUnreadable(): Answering {
  yield { type: 'token', text: 'I cannot look at this: the photo cannot be read.' };
  return nothingKnown;
}

/** Loads something of each photo; those that cannot be read are said and left out. */
export async function* loadEach<T>(
  subjects: readonly NumberedSubject[],
  load: (subject: NumberedSubject) => Promise<T>,
): AsyncGenerator<AnswerEvent, (NumberedSubject & { readonly loaded: T })[]> {
  const readable: (NumberedSubject & { readonly loaded: T })[] = [];
  for (const subject of subjects) {
    try {
      readable.push({ ...subject, loaded: await load(subject) });
    } catch (error) {
      yield unreadableNotice(subject, unreadableReason(error));
    }
  }
  return readable;
}
