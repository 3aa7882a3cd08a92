import type { Message } from '../../../app/contract/assistant.ts';
import type { AnswerEvent } from './answer.ts';
import { photosAsNumbered, photosAsOne } from './named-photos.ts';
import type { NumberedSubject, Subject } from './subject.ts';
import { loadEach } from './unreadable.ts';

/** Older questions say little about the next one, and take long to read. */
const mostPastTurns = 24;

/** A question of before with its answer, as a chat model is told. */
export interface PastTurn {
  readonly question: string;
  readonly answer: string;
  /** What was looked at for it. */
  readonly photoIds: readonly string[];
}

/** A photo that goes to a chat model. */
export interface ChatSubject {
  readonly subject: Subject;
  /** Content hash. */
  readonly key: string;
}

export interface PreparedTurn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly photos: readonly ChatSubject[];
}

/** The answered questions of a conversation; refusals and what only asked for consent say nothing to a model. */
export function pastTurns(messages: readonly Message[]): PastTurn[] {
  return messages.flatMap((message, at): PastTurn[] => {
    const reply = messages[at + 1];
    if (message.role !== 'user' || reply?.role !== 'assistant' || reply.failure !== null || reply.text === '')
      return [];
    const { answer } = reply;
    if (answer === null || answer.tool === 'none' || answer.consent !== null) return [];
    const seen = answer.looks.flatMap(({ photoId }) => photoId ?? []);
    const photoIds = seen.length === 0 && answer.tool === 'decoder' ? answer.citedPhotoIds : seen;
    return [{ question: message.text, answer: reply.text, photoIds }];
  });
}

export interface Asking {
  readonly question: string;
  readonly about: readonly NumberedSubject[];
  readonly past: readonly (Omit<PastTurn, 'photoIds'> & { readonly photos: readonly Subject[] })[];
  /** Photos that the model takes, over all turns. */
  readonly maxPhotos: number;
  readonly title: string;
}

export interface PreparedQuestion {
  /** Oldest first; the last is the question. */
  readonly turns: readonly PreparedTurn[];
  /** The photos of the question, as far as they can be read. */
  readonly about: readonly (NumberedSubject & ChatSubject)[];
}

/**
 * The turns as a chat model is to have them. Each photo comes once, with the latest turn that looks at it: should the oldest
 * turns have no room, the photos of the question stay. What had to be left out is said.
 */
export async function* prepareTurns(
  asking: Asking,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, PreparedQuestion> {
  const { question, maxPhotos, title } = asking;
  const readable = yield* loadEach(asking.about, ({ subject }) => subject.key(signal));
  const about = readable.slice(0, maxPhotos).map(({ loaded, ...subject }) => ({ ...subject, key: loaded }));
  if (readable.length > about.length) {
    const names = readable.slice(maxPhotos).map(({ number }) => `[photo ${number}]`);
    yield {
      type: 'notice',
      text: `${title} takes ${maxPhotos} ${maxPhotos === 1 ? 'photo' : 'photos'} at once. Left out: ${names.join(', ')}.`,
    };
  }
  const text =
    about.length === 1
      ? photosAsOne(question)
      : photosAsNumbered(
          question,
          about.map(({ number }) => number),
        );
  const turns: PreparedTurn[] = [{ role: 'user', text, photos: uniquePhotos(about) }];
  const placed = new Set(about.map(({ key }) => key));
  let gone = 0;
  for (const { question, answer, photos } of asking.past.slice(-mostPastTurns).toReversed()) {
    const fresh: ChatSubject[] = [];
    for (const subject of photos) {
      const key = await subject.key(signal).catch(() => null);
      if (key === null || (!placed.has(key) && placed.size >= maxPhotos)) gone += 1;
      else if (!placed.has(key)) fresh.push({ subject, key });
      if (key !== null && placed.size < maxPhotos) placed.add(key);
    }
    turns.unshift({ role: 'user', text: question, photos: fresh }, { role: 'assistant', text: answer, photos: [] });
  }
  if (asking.past.length > mostPastTurns)
    yield { type: 'notice', text: `Of the questions before, the last ${mostPastTurns} go along.` };
  if (gone > 0)
    yield {
      type: 'notice',
      text: `${gone === 1 ? 'A photo' : `${gone} photos`} of earlier questions could not go along.`,
    };
  return { turns, about };
}

/** Copies of one file are one photo to a model. */
function uniquePhotos(photos: readonly ChatSubject[]): ChatSubject[] {
  return [...new Map(photos.map((photo) => [photo.key, photo])).values()];
}
