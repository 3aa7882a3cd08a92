import { asShaped } from './learned-shapes.ts';
import { thingAskedFor } from './presence.ts';
import { presenceQuestion, thingsOf, withArticle } from './things.ts';

export interface LearnedQuestions {
  /** What the decoder is asked, one after the other. */
  readonly questions: readonly string[];
  /** It is not quite what was asked: a denial turned round, or the next that the decoder can tell. */
  readonly turned: boolean;
}

/** Null where the decoder has learnt nothing like it. @param text a plain question, or several */
export function asLearned(text: string): LearnedQuestions | null {
  const parts = text.split(/\?+\s*(?:and (?:also )?)?/).filter((part) => part !== '');
  const learned = parts.map((part) =>
    learnedPart(anotherThing.test(part) && parts.length > 1 ? `is there ${part}` : part),
  );
  if (learned.length === 0 || learned.includes(null)) return null;
  const known = learned.filter((part) => part !== null);
  return { questions: known.flatMap(({ questions }) => questions), turned: known.some(({ turned }) => turned) };
}

/** "And a dog?" after "Is there a cat?" */
const anotherThing = /^(?:an?|any|the|some) (?!.*\b(?:is|are)\b)/;

function learnedPart(text: string): LearnedQuestions | null {
  const positive = withoutDenial(text);
  if (/\b(?:not|no|never|none|without)\b|n't\b/.test(positive)) return null;
  const thing = thingAskedFor(positive);
  if (thing !== null) return { questions: thingsOf(thing).map(asThere), turned: positive !== text };
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

const asThere = (thing: string): string => presenceQuestion(/^the \w+$/.test(thing) ? withArticle(thing) : thing);
