import { AppError } from '../../../app/contract/errors.ts';
import { probabilityOf } from '../../../models/calibration.ts';
import { cosine } from '../cosine.ts';
import type { SearchModel } from '../models/search-model.ts';
import type { Answering } from './answer.ts';
import { groupVectors } from './group-vectors.ts';
import { joinWords } from './join-words.ts';
import type { Comparison } from './route.ts';
import { nameOf, type NumberedSubject } from './subject.ts';
import { loadEach } from './unreadable.ts';

interface Seen extends NumberedSubject {
  readonly vector: Float32Array;
}

/** Below this no photo is said to show what was asked for. */
const likely = 0.5;

/** Answers which photos are alike, which stands out and which shows something, from their embeddings. */
export async function* answerByComparison(
  subjects: readonly NumberedSubject[],
  { comparison, search, signal }: { comparison: Comparison; search: SearchModel; signal: AbortSignal },
): Answering {
  const readable = yield* loadEach(subjects, ({ subject }) => subject.vector(search, signal));
  const seen = readable.map(({ loaded, ...subject }): Seen => ({ ...subject, vector: loaded }));
  if (seen.length < 2) {
    yield { type: 'token', text: 'Fewer than two of these photos can be read, so there is nothing to compare.' };
    return outcome([], null);
  }
  if (comparison.kind === 'shows' || comparison.kind === 'lacks')
    return yield* answerWhichShows(seen, comparison, { search, signal });
  if (comparison.kind === 'same_file') return yield* answerSameFile(seen, signal);
  if (comparison.kind === 'odd_one_out') return yield* answerOddOneOut(seen);
  if (comparison.kind === 'alike') return yield* answerAlike(seen);
  return yield* answerGroups(seen);
}

async function* answerWhichShows(
  seen: readonly Seen[],
  { kind, text: asked }: { readonly kind: 'shows' | 'lacks'; readonly text: string },
  { search, signal }: { search: SearchModel; signal: AbortSignal },
): Answering {
  const { model, calibration } = search;
  if (calibration === null)
    throw new AppError('model_missing', `${model.manifest.title} is not usable: ${model.problem}`);
  const wanted = await search.embedText(asked, signal);
  const ranked = seen
    .map((photo) => ({ ...photo, probability: probabilityOf(calibration, cosine(photo.vector, wanted)) }))
    .sort((left, right) => (kind === 'shows' ? 1 : -1) * (right.probability - left.probability));
  const [best, ...rest] = ranked as [Likened, ...Likened[]];
  yield { type: 'token', text: kind === 'shows' ? whichFits(best, asked) : whichLacks(best, asked) };
  const others = rest.map((photo) => `${nameOf(photo)} ${photo.probability.toFixed(2)}`).join(', ');
  yield { type: 'token', text: `\nThe others: ${others}.` };
  const fits = ({ probability }: Likened): boolean => (kind === 'shows' ? probability >= likely : probability < likely);
  const cited = ranked.filter((photo, at) => at === 0 || fits(photo));
  return outcome(cited, kind === 'shows' ? best.probability : 1 - best.probability);
}

type Likened = Seen & { readonly probability: number };

const whichFits = (best: Likened, asked: string): string =>
  best.probability >= likely
    ? `${nameOf(best)} fits “${asked}” best (${best.probability.toFixed(2)}).`
    : `None of these clearly shows “${asked}”. ${nameOf(best)} comes closest (${best.probability.toFixed(2)}).`;

const whichLacks = (least: Likened, asked: string): string =>
  least.probability < likely
    ? `${nameOf(least)} fits “${asked}” least (${least.probability.toFixed(2)}).`
    : `All of these seem to show “${asked}”. ${nameOf(least)} fits it least (${least.probability.toFixed(2)}).`;

async function* answerOddOneOut(seen: readonly Seen[]): Answering {
  if (seen.length < 3) {
    yield { type: 'token', text: 'To find the odd one out, choose at least three photos.' };
    return outcome([], null);
  }
  const ranked = seen
    .map((photo) => ({ ...photo, likeness: meanLikeness(photo, seen) }))
    .sort((left, right) => left.likeness - right.likeness);
  const [odd, next] = ranked as [(typeof ranked)[number], (typeof ranked)[number]];
  const clear = next.likeness - odd.likeness >= 0.05;
  const figures = `its mean likeness to the others is ${odd.likeness.toFixed(2)}, the next lowest ${next.likeness.toFixed(2)}`;
  yield {
    type: 'token',
    text: clear
      ? `${nameOf(odd)} is the odd one out: ${figures}.`
      : `No photo clearly stands out. ${nameOf(odd)} is the least like the others: ${figures}.`,
  };
  return outcome([odd], null);
}

const meanLikeness = (photo: Seen, all: readonly Seen[]): number => {
  const others = all.filter((other) => other !== photo);
  return others.reduce((sum, other) => sum + cosine(photo.vector, other.vector), 0) / others.length;
};

interface Pair {
  readonly left: Seen;
  readonly right: Seen;
  readonly likeness: number;
}

/** The most alike first. */
const pairsOf = (seen: readonly Seen[]): readonly Pair[] =>
  seen
    .flatMap((left, at) =>
      seen.slice(at + 1).map((right) => ({ left, right, likeness: cosine(left.vector, right.vector) })),
    )
    .sort((one, other) => other.likeness - one.likeness);

async function* answerAlike(seen: readonly Seen[]): Answering {
  const pairs = pairsOf(seen);
  const best = pairs[0]!;
  const least = pairs.at(-1)!;
  const names = `${nameOf(best.left)} and ${nameOf(best.right)}`;
  yield {
    type: 'token',
    text:
      pairs.length === 1
        ? `The likeness of ${names} is ${best.likeness.toFixed(2)} of 1.`
        : `${names} come closest to each other: likeness ${best.likeness.toFixed(2)} of 1.`,
  };
  if (pairs.length > 1) {
    const text = `\nThe least alike are ${nameOf(least.left)} and ${nameOf(least.right)}: ${least.likeness.toFixed(2)}.`;
    yield { type: 'token', text };
  }
  return outcome([best.left, best.right], null);
}

/** Whether files are the same to the last byte; whether one picture is a changed copy of another no likeness proves. */
async function* answerSameFile(seen: readonly Seen[], signal: AbortSignal): Answering {
  const keys = await Promise.all(seen.map(({ subject }) => subject.key(signal)));
  const groups = [...Map.groupBy(seen, (_, at) => keys[at]!).values()].filter(({ length }) => length > 1);
  if (groups.length > 0) {
    const names = groups.map((group) => joinWords(group.map(nameOf)));
    const cited = groups.flat();
    const rest = cited.length < seen.length || groups.length > 1 ? ' No others are the same.' : '';
    yield { type: 'token', text: `Yes, the very same file: ${names.join('; ')}.${rest}` };
    return { ...outcome(cited, null), confidence: 1, confidenceKind: 'exact' };
  }
  const { left, right, likeness } = pairsOf(seen)[0]!;
  const closest = seen.length === 2 ? 'their likeness is' : `the closest are ${nameOf(left)} and ${nameOf(right)}:`;
  yield { type: 'token', text: `No two are the same file; ${closest} ${likeness.toFixed(2)} of 1.` };
  return outcome([left, right], null);
}

async function* answerGroups(seen: readonly Seen[]): Answering {
  const groups = groupVectors(
    seen.map(({ vector }) => vector),
    cosine,
  );
  if (groups.length === 1) {
    yield { type: 'token', text: 'These photos look alike enough to be one group.' };
    return outcome(seen, null);
  }
  const lines = groups.map((members, at) => {
    const names = members.map((member) => nameOf(seen[member]!)).join(', ');
    return `Group ${at + 1}: ${names}`;
  });
  yield { type: 'token', text: lines.join('\n') };
  return outcome(seen, null);
}

const outcome = (cited: readonly NumberedSubject[], probability: number | null) => ({
  cited: cited.map(({ number }) => number),
  resolution: null,
  confidence: probability,
  confidenceKind: probability === null ? null : ('calibrated_similarity' as const),
});

/** Of L2-normalised vectors. */
