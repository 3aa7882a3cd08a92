import type { Answering } from './answer.ts';
import type { FactTopic } from './fact-topics.ts';
import { describeFact } from './describe-fact.ts';
import type { Ranking } from './route.ts';
import { nameOf, type NumberedSubject, type SubjectFacts } from './subject.ts';
import { loadEach } from './unreadable.ts';

interface KnownSubject extends NumberedSubject {
  readonly facts: SubjectFacts;
}

const nothingReadable = 'None of these photos can be read.';

/** Answers from what the files record. */
export async function* answerFromFacts(
  subjects: readonly NumberedSubject[],
  topics: readonly FactTopic[],
  signal: AbortSignal,
): Answering {
  const known = yield* loadEach(subjects, ({ subject }) => subject.facts(signal));
  for (const photo of known) {
    const sentences = topics.map((topic) => describeFact(topic, photo.loaded)).join(' It ');
    yield { type: 'token', text: `${photo === known[0] ? '' : '\n'}${nameOf(photo)} ${sentences}` };
  }
  if (known.length === 0) yield { type: 'token', text: nothingReadable };
  return exact(known);
}

/** Puts photos in order by a fact. */
export async function* answerRanking(
  subjects: readonly NumberedSubject[],
  ranking: Ranking,
  signal: AbortSignal,
): Answering {
  const readable = yield* loadEach(subjects, ({ subject }) => subject.facts(signal));
  const known = readable.map(({ loaded, ...subject }): KnownSubject => ({ ...subject, facts: loaded }));
  const sign = ranking.wanted === 'least' ? 1 : -1;
  const ordered = known
    .filter(({ facts }) => valueOf(facts, ranking.by) !== null)
    .sort((left, right) => sign * (valueOf(left.facts, ranking.by)! - valueOf(right.facts, ranking.by)!));
  const best = ordered[0];
  if (best === undefined) {
    yield { type: 'token', text: 'None of these files records that.' };
    return exact([]);
  }
  const topic = ranking.by === 'taken' ? 'when' : 'size';
  const rest = ordered.slice(1).map((other) => `\n${nameOf(other)} ${describeFact(topic, other.facts)}`);
  yield { type: 'token', text: `${nameOf(best)} ${describeFact(topic, best.facts)}` };
  yield { type: 'token', text: rest.join('') };
  return exact([best]);
}

function valueOf(facts: SubjectFacts, by: Ranking['by']): number | null {
  if (by === 'bytes') return facts.sizeBytes;
  if (by === 'pixels') return facts.width === null || facts.height === null ? null : facts.width * facts.height;
  const time = Date.parse(`${facts.taken.local}Z`);
  return Number.isNaN(time) ? null : time;
}

const exact = (cited: readonly NumberedSubject[]) => ({
  cited: cited.map(({ number }) => number),
  resolution: null,
  confidence: cited.length > 0 ? 1 : null,
  confidenceKind: cited.length > 0 ? ('exact' as const) : null,
});
