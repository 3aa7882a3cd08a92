/** @file Whether a thing is in a photo, by two witnesses: the decoder's answer and the photo's likeness to the thing's name. */
import { logOddsOf, probabilityOfLogOdds } from '../../../models/calibration.ts';
import type { StarterConfig } from '../../../models/starter/config.ts';
import { photosAsOne } from './named-photos.ts';
import { plainQuestion } from './plain-question.ts';

const picture = '(?:photos?|pictures?|images?|shots?)';
const here = `(?: (?:here|in (?:this|the|that|these|it)(?: ${picture})?))?`;
const asking = new RegExp(
  `^(?:is there|are there|(?:do|can) (?:you|i|we) see|(?:does|do|can) (?:it|this|that|these|they|(?:the|this|that|these) ${picture}) (?:show|have|contain|include)s?|any(?! of ))(?: any)? (.+?)${here}$`,
);
const shown = `(?:(?:a |the )?${picture} (?:of|with) )?`;
const named = new RegExp(
  `^(?:(?:is|are) (?:this|that|it|these|those|they) ${shown}(an? .+|any .+)|are (?:these|those|they) ${shown}([a-z]+s(?<!doors)|people)|(?:is|are) ((?:an?|any|some|the) (?:[a-z]+ ){0,2}?[a-z]+)(?: visible)? (?:here|visible|in (?:it|(?:this|the|that|these) ${picture})))${here}$`,
);
const nothingInParticular = /\b(?:(?:some|any|every|no)(?:thing|one|body)|not|never|without|none)\b/;
const ofTheWholePhoto = /\b(?:photo|photograph|picture|image|scene|same)$|^(?:any|it|this)$/;
const longest = 6;

/** `a dog` of "Is there a dog in the photo?"; null where the question asks for no thing that a name could be likened to. */
export function thingAskedFor(question: string): string | null {
  const text = photosAsOne(plainQuestion(question));
  const [, seen] = asking.exec(text) ?? [];
  const thing =
    seen ??
    named
      .exec(text)
      ?.slice(1)
      .find((part) => part !== undefined);
  if (thing === undefined || nothingInParticular.test(thing) || thing.split(' ').length > longest) return null;
  return ofTheWholePhoto.test(thing) || (seen === undefined && / .+\w{3}ing\b/.test(thing)) ? null : thing;
}

export interface Witnesses {
  /** What the decoder says, and how likely it was to say so. */
  readonly decoder: { readonly answer: 'yes' | 'no'; readonly probability: number };
  /** Log-odds that the photo fits the thing's name. */
  readonly likeness: number;
}

/** The probability that the thing is there; the weights were fitted on photos that no training saw. */
export function presenceOf(weights: StarterConfig['presence'], { decoder, likeness }: Witnesses): number {
  const logOdds = logOddsOf(decoder.probability);
  const decoded = decoder.answer === 'yes' ? logOdds : -logOdds;
  return probabilityOfLogOdds(weights.decoder * decoded + weights.likeness * likeness + weights.bias);
}
