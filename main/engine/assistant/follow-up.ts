import { topicsOf } from './fact-topics.ts';
import { namedPhotos } from './named-photos.ts';
import { plainQuestion } from './plain-question.ts';
import { thingAskedFor } from './presence.ts';
import { isPlural, presenceQuestion, withArticle } from './things.ts';

/** What a question that is none by itself asks the question before of: other photos, another thing, or both. */
export interface FollowUp {
  /** Positions, from 0; null for the photos of the answer before. */
  readonly about: readonly number[] | null;
  readonly thing: string | null;
}

interface Before {
  readonly count: number;
  /** Positions that the answer before rests on. */
  readonly cited: readonly number[];
}

/** "Are you sure?" */
export const isDoubt = (asked: string): boolean =>
  /^(are you )?(really |quite |very )?(sure|certain)\b|^how (sure|certain)\b|^really\?*$/i.test(asked.trim());

const lead = /^(?:(?:ok|okay|so|and|also|then|(?:the )?same for|what about|how about)\b[, ]*)+/;
const pointer = /^(?:(?:in|on|for|of|with|from) )?(.+)$/;
const noun = '(?:ones?|photos?|pictures?|images?)';
const others = new RegExp(`^(?:the )?(?:others?|rest|remaining|another)(?: (?:two|three|four))?(?: ${noun})?$`);
const neighbour = new RegExp(`^(?:the )?(next|previous)(?: ${noun})?$`);
const shown = new RegExp(`^(this|that|these|those|both|all|each|them)(?: ${noun}| of (?:these|them))?$`);
const number = /^(?:number |no\.? )?(\d{1,2}(?:\s*(?:,|and|or|&|-|to)\s*\d{1,2})*)$/;
const ordinal = /^(?:the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)$/;
const named = new RegExp(
  `^(?:the )?(?:(?:photos?|pictures?|images?) \\d[\\d ,&and-]*|[a-z]+ ${noun}|(?:first|last) \\w+(?: ${noun})?)$`,
);
const article = /^(?:an?|any|another|some|the|my|his|her) /;
const verb = /\b(?:is|are|was|were|does|do|did|has|have|can|who|what|where|when|why|how)\b/;

/** Null where the question stands by itself. */
export function followUp(asked: string, before: Before): FollowUp | null {
  const plain = asked
    .toLowerCase()
    .trim()
    .replace(/(?:[\s,]+(?:too|as well|please|then))?[?.!\s]*$/, '');
  const rest = plain.replace(lead, '');
  const about = photosOf(pointer.exec(rest)?.[1] ?? '', before);
  if (about !== null) return { about, thing: null };
  if (rest === plain || rest === '') return null;
  const [, thing = rest, where] =
    /^(.+?) (?:in|on|of|from) ((?:the |this )?(?:photo|picture|image|number|\w+ ).*)$/.exec(rest) ?? [];
  const there = where === undefined ? null : photosOf(where, before);
  const words = there === null ? rest : thing;
  const isThing = article.test(words) || isPlural(words);
  if (!isThing || verb.test(words) || words.split(' ').length > 4 || topicsOf(words).length > 0) return null;
  return { about: there, thing: words };
}

/** The photos that these words name and nothing else; empty where there is no such photo. */
function photosOf(words: string, { count, cited }: Before): number[] | null {
  const all = Array.from({ length: count }, (_, position) => position);
  const left = all.filter((position) => !cited.includes(position));
  const notSeen = count > 1 && left.length === 0 ? all : left;
  if (others.test(words)) return count === 1 ? [] : notSeen;
  const direction = neighbour.exec(words)?.[1];
  if (direction !== undefined) {
    const next = direction === 'next' ? Math.max(-1, ...cited) + 1 : Math.min(count, ...cited) - 1;
    return all.includes(next) ? [next] : [];
  }
  const which = shown.exec(words)?.[1];
  if (which !== undefined) return /^th(?:is|at)$/.test(which) && count > 1 ? notSeen : all;
  const digits = number.exec(words)?.[1];
  if (digits !== undefined) return namedPhotos(`photos ${digits}`, count);
  const rank = ordinal.exec(words)?.[1];
  if (rank !== undefined) return namedPhotos(`the ${rank} one`, count);
  return named.test(words) ? namedPhotos(words, count) : null;
}

const openings: readonly (readonly [RegExp, (thing: string, be: string) => string])[] = [
  [/^(?:what|which) colou?r\b/, (thing, be) => `what colour ${be} ${thing}?`],
  [/^where (?:is|are)\b/, (thing, be) => `where ${be} ${thing}?`],
  [/^what (?:is|are) .+ doing$/, (thing, be) => `what ${be} ${thing} doing?`],
  [/^how many\b/, (thing) => `how many ${thing.replace(/^(?:the|any|some) /, '')} are there?`],
];

/** The question before about another thing: "and the dog?" after "Is there a cat?"; null where it was about no thing. */
export function askedOfThing(question: string, thing: string): string | null {
  const plain = plainQuestion(question);
  if (thingAskedFor(plain) !== null) return presenceQuestion(withArticle(thing));
  const opening = openings.find(([pattern]) => pattern.test(plain));
  return opening?.[1](thing, isPlural(thing) ? 'are' : 'is') ?? null;
}
