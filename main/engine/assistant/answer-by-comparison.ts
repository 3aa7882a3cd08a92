import { AppError } from '../../../app/contract/errors.ts';
import { probabilityOf } from '../../../models/calibration.ts';
import { cosine } from '../cosine.ts';
import type { SearchModel } from '../models/search-model.ts';
import type { Answering } from './answer.ts';
import { groupVectors } from './group-vectors.ts';
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
  if (comparison.kind === 'shows') return yield* answerWhichShows(seen, comparison.text, { search, signal });
  if (comparison.kind === 'odd_one_out') return yield* answerOddOneOut(seen);
  if (comparison.kind === 'alike') return yield* answerAlike(seen);
  return yield* answerGroups(seen);
}

async function* answerWhichShows(
  seen: readonly Seen[],
  asked: string,
  { search, signal }: { search: SearchModel; signal: AbortSignal },
): Answering {
  const { model, calibration } = search;
  if (calibration === null)
    throw new AppError('model_missing', `${model.manifest.title} is not usable: ${model.problem}`);
  const wanted = await search.embedText(asked, signal);
  const ranked = seen
    .map((photo) => ({ ...photo, probability: probabilityOf(calibration, cosine(photo.vector, wanted)) }))
    .sort((left, right) => right.probability - left.probability);
  const [best, ...rest] = ranked as [(typeof ranked)[number], ...typeof ranked];
  const sure = best.probability >= likely;
  yield {
    type: 'token',
    text: sure
      ? `${nameOf(best)} fits “${asked}” best (${best.probability.toFixed(2)}).`
      : `None of these clearly shows “${asked}”. ${nameOf(best)} comes closest (${best.probability.toFixed(2)}).`,
  };
  const others = rest.map((photo) => `${nameOf(photo)} ${photo.probability.toFixed(2)}`).join(', ');
  yield { type: 'token', text: `\nThe others: ${others}.` };
  const cited = ranked.filter(({ probability }, at) => at === 0 || probability >= likely);
  return outcome(cited, best.probability);
}

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

async function* answerAlike(seen: readonly Seen[]): Answering {
  const pairs = seen
    .flatMap((left, at) =>
      seen.slice(at + 1).map((right) => ({ left, right, likeness: cosine(left.vector, right.vector) })),
    )
    .sort((one, other) => other.likeness - one.likeness);
  const best = pairs[0]!;
  const only = pairs.length === 1 ? '' : ' most';
  yield {
    type: 'token',
    text: `${nameOf(best.left)} and ${nameOf(best.right)} are${only} alike: likeness ${best.likeness.toFixed(2)} of 1.`,
  };
  const least = pairs.at(-1)!;
  if (pairs.length > 1) {
    const text = `\nThe least alike are ${nameOf(least.left)} and ${nameOf(least.right)}: ${least.likeness.toFixed(2)}.`;
    yield { type: 'token', text };
  }
  return outcome([best.left, best.right], null);
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
