import { isPlural, presenceQuestion } from './things.ts';

/** What the answers about single photos are put together to. */
export type Together =
  | { readonly kind: 'most' | 'fewest' | 'total'; readonly things: string }
  | { readonly kind: 'how_many'; readonly thing: string }
  | { readonly kind: 'all'; readonly expected: 'yes' | 'indoors' | 'outdoors' }
  | { readonly kind: 'same' };

/** A question about several photos as it is asked of each of them. */
export interface AskedOfEach {
  readonly question: string;
  readonly together: Together;
}

const photos = '(?:ones?|photos?|pictures?|images?)';
const ofThese = '(?: of (?:these|them))?';
const every = `(?:they (?:both|all)|(?:both|all|each|every)(?: one)?)(?: of)?(?: (?:these|them|the))?(?: ${photos})?`;
const pattern = (source: string): RegExp => new RegExp(`^${source}\\??$`);

const extreme = pattern(
  `(?:in |on )?(?:which|what|where)(?: ${photos})?${ofThese}(?: ${photos})?(?: (?:has|have|shows?|contains?|is|are|there|do you see))* (?:the )?(more|most|fewer|fewest) (.+?)(?: in (?:it|them))?`,
);
const total = pattern(
  `how many (.+?)(?: (?:are|do you see))?(?: there)? (?:in total|altogether|all together|overall|in (?:both|all)(?: of)?(?: (?:these|them|the))?(?: ${photos})?)`,
);
const howMany = pattern(
  `(?:how many|count)(?: of)?(?: (?:these|them|the))?(?: ${photos})?${ofThese} (?:show|have|contain)s? (.+?)`,
);
const showing = pattern(`do(?:es)? ${every} (?:show|have|contain) (.+?)`);
const present = pattern(`(?:is|are) there (.+?) (?:in|on) ${every}`);
const surroundings = pattern(`(?:are|were|is|was) ${every}(?: taken)? (in|out)(?:doors?|side)`);
const sameAnimal = pattern(
  `(?:(?:is|are) (?:it|this|that|they|these)|do(?:es)? (?:they|these|${every})(?: ${photos})? (?:show|have|contain)) the same (?:kind of )?animal(?: in (?:both|all).*)?`,
);

/** ", photo 1 or photo 2": the photos that are in question anyway. */
export const choice = /[,:]? (?:the )?(?:(?:photo|picture|image) )?(?:\d+|first|second|third|last)(?: one)? or [^?]+/;

/** Null where the question is none that answers about single photos settle. @param text in small letters. */
export function askedOfEach(text: string): AskedOfEach | null {
  const asked = text.replace(choice, '');
  return byShowing(asked) ?? byCounting(asked) ?? byPresence(asked) ?? bySurroundings(asked) ?? byAnimal(asked);
}

function byShowing(text: string): AskedOfEach | null {
  const thing = howMany.exec(text)?.[1];
  return thing === undefined ? null : { question: presenceQuestion(thing), together: { kind: 'how_many', thing } };
}

function byCounting(text: string): AskedOfEach | null {
  const [, much, compared] = extreme.exec(text) ?? [];
  const things = compared ?? total.exec(text)?.[1];
  if (things === undefined || !isPlural(things)) return null;
  const kind = much === undefined ? 'total' : much.startsWith('m') ? 'most' : 'fewest';
  return { question: `how many ${things} are there?`, together: { kind, things } };
}

function byPresence(text: string): AskedOfEach | null {
  const things = (showing.exec(text) ?? present.exec(text))?.[1];
  if (things === undefined || things.startsWith('the same')) return null;
  return {
    question: presenceQuestion(things),
    together: { kind: 'all', expected: 'yes' },
  };
}

function bySurroundings(text: string): AskedOfEach | null {
  const found = surroundings.exec(text);
  if (found === null) return null;
  const expected = found[1] === 'in' ? 'indoors' : 'outdoors';
  return { question: 'is this indoors or outdoors?', together: { kind: 'all', expected } };
}

const byAnimal = (text: string): AskedOfEach | null =>
  sameAnimal.test(text) ? { question: 'what animal is in the photo?', together: { kind: 'same' } } : null;
