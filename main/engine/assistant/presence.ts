/** @file Whether a thing is in a photo, by two witnesses: the decoder's answer and the photo's likeness to the thing's name. */
import { logOddsOf, probabilityOfLogOdds } from '../../../models/calibration.ts';
import type { StarterConfig } from '../../../models/starter/config.ts';
import { withoutPhotoNames } from './named-photos.ts';

const asking =
  /^(?:is there|are there|(?:do|can) you see|does (?:it|this|that|the photo|the picture|this photo|this picture) (?:show|have|contain)) (?:any )?(.+?)(?: (?:here|in (?:this|the|that|it)(?: (?:photo|picture|image))?))?[?.!\s]*$/i;
const nothingInParticular = /\b(some|any|every|no)(thing|one|body)\b/i;
const longest = 6;

/** `a dog` of "Is there a dog in the photo?"; null where the question asks for no thing that a name could be likened to. */
export function thingAskedFor(question: string): string | null {
  const thing = asking.exec(withoutPhotoNames(question))?.[1];
  if (thing === undefined || nothingInParticular.test(thing) || thing.split(' ').length > longest) return null;
  return thing;
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
