import { asShaped } from './learned-shapes.ts';
import { thingAskedFor } from './presence.ts';
import { presenceQuestion, thingsOf, withArticle } from './things.ts';

export interface LearnedQuestions {
  /** What the decoder is asked, one after the other. */
  readonly questions: readonly string[];
  /** It is not quite what was asked: a denial turned round, or the next that the decoder can tell. */
  readonly turned: boolean;
}

/** Null where the decoder has learnt nothing like it. @param text a plain question */
export function asLearned(text: string): LearnedQuestions | null {
  const positive = withoutDenial(text);
  if (/\b(?:not|no|never|none|without)\b|n't\b/.test(positive)) return null;
  const questions = asPresence(positive);
  if (questions !== null) return { questions, turned: positive !== text };
  const shaped = asShaped(positive);
  return shaped === null ? null : { questions: [shaped.question], turned: shaped.turned || positive !== text };
}

function withoutDenial(text: string): string {
  return text
    .replace(/^(is|are|was|were|do|does|can)n't\b/, '$1')
    .replace(/^((?:is|are|was|were|do|does|can) (?:(?:the|this) )?\w+) not\b/, '$1')
    .replace(
      /^((?:is|are) there|(?:do|can) you see|does (?:it|the photo) show) no (.+)$/,
      (_, start: string, rest: string) =>
        rest.includes(' in ') ? `${start} ${withArticle(rest.split(' in ')[0]!)}` : `${start} ${withArticle(rest)}`,
    );
}

function asPresence(text: string): string[] | null {
  const questions = text.split(/\?+\s*(?:and )?/).filter((part) => part !== '');
  const [first = '', ...others] = questions;
  const thing = thingAskedFor(first);
  if (thing === null || others.some((other) => !/^(?:(?:also )?(?:is|are) there )?(?:an?|any|the|some)\b/.test(other)))
    return null;
  const more = others.map((other) => other.replace(/^(?:also )?(?:is|are) there /, ''));
  return [thing, ...more].flatMap(thingsOf).map(asThere);
}

const asThere = (thing: string): string => presenceQuestion(/^the \w+$/.test(thing) ? withArticle(thing) : thing);
