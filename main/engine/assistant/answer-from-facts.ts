import type { AnswerOutcome, Answering } from './answer.ts';
import type { FactTopic } from './fact-topics.ts';
import { describeFact, recordsFact } from './describe-fact.ts';
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
  const recorded = known.some(({ loaded }) => topics.some((topic) => recordsFact(topic, loaded)));
  return outcome(known, recorded);
}

/** Puts photos in order by a fact. */
export async function* answerRanking(
  subjects: readonly NumberedSubject[],
  ranking: Ranking,
  signal: AbortSignal,
): Answering {
  const readable = yield* loadEach(subjects, ({ subject }) => subject.facts(signal));
  const known = readable.map(({ loaded, ...subject }): KnownSubject => ({ ...subject, facts: loaded }));
  const ordered = known.filter(({ facts }) => valueOf(facts, ranking.by) !== null).sort(byValue(ranking));
  const [best, ...others] = ordered;
  if (best === undefined) {
    yield { type: 'token', text: known.length === 0 ? nothingReadable : unrecorded[ranking.by] };
    return outcome(known, false);
  }
  const topic = ranking.by === 'taken' ? 'when' : 'size';
  yield { type: 'token', text: `${nameOf(best)} ${describeFact(topic, best.facts)}` };
  yield {
    type: 'token',
    text: others.map((other) => `\n${nameOf(other)} ${describeFact(topic, other.facts)}`).join(''),
  };
  const missing = known.filter((photo) => !ordered.includes(photo));
  if (missing.length > 0) yield { type: 'token', text: `\nThese do not record it: ${missing.map(nameOf).join(', ')}.` };
  return outcome([best], true);
}

const unrecorded: Readonly<Record<Ranking['by'], string>> = {
  taken: 'None of these files records when it was taken.',
  pixels: 'None of these files tells its width and height.',
  bytes: 'None of these files tells its size.',
};

function byValue({ by, wanted }: Ranking): (left: KnownSubject, right: KnownSubject) => number {
  const sign = wanted === 'least' ? 1 : -1;
  return (left, right) => sign * (valueOf(left.facts, by)! - valueOf(right.facts, by)!);
}

function valueOf(facts: SubjectFacts, by: Ranking['by']): number | null {
  if (by === 'bytes') return facts.sizeBytes;
  if (by === 'pixels') return facts.width === null || facts.height === null ? null : facts.width * facts.height;
  if (facts.taken.source === 'file') return null;
  const time = Date.parse(`${facts.taken.local}Z`);
  return Number.isNaN(time) ? null : time;
}

/** What the files do not record is certain of nothing. */
const outcome = (cited: readonly NumberedSubject[], recorded: boolean): AnswerOutcome => ({
  cited: cited.map(({ number }) => number),
  resolution: null,
  confidence: recorded ? 1 : null,
  confidenceKind: recorded ? 'exact' : null,
});
