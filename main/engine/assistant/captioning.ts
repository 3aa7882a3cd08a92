import { photosAsOne } from './named-photos.ts';
import type { CaptionLength } from './route.ts';

const picture = '(?:photos?|pictures?|images?|shots?|foto)';
const these = `(?:it|this|that|these|those|they|here|(?:the|this|that|these|those|each|every) ${picture})`;
const inIt = `(?: here| in (?:it|${these}))?`;

const asking = [
  /\b(?:captions?|d[ei]scribe|description|summari[sz]e|summary|tell me (?:all |more |everything )?about)\b/,
  /\bwhat(?:'s| is) (?:happening|going on)\b/,
  new RegExp(`^what(?: is| are| do you see| can you see| can be seen)?(?: is)?(?: ${these})?${inIt}$`),
  new RegExp(`^what (?:do|does|can|could) ${these} (?:show|depict|contain|have in (?:it|them))s?$`),
  new RegExp(`^what (?:is|are) (?:${these}|there)(?: ${picture})?(?: (?:of|about|showing|depicting|to see))?${inIt}$`),
  new RegExp(`^what (?:is|are) (?:shown|depicted|visible|to be seen)${inIt}$`),
  new RegExp(`^(?:can you )?explain ${these}$`),
  new RegExp(`^(?:say )?what (?:you (?:can )?see|${these} shows?)${inIt}$`),
  /^what (?:am i|are we) (?:looking at|seeing)\b/,
  /^what can (?:i|we|you) see\b/,
];

/** @param text a plain question */
export function asksForCaption(text: string): boolean {
  if (/\b(?:poem|story|song|joke|haiku|essay)\b/.test(text)) return false;
  const plain = photosAsOne(text);
  return asking.some((pattern) => pattern.test(plain));
}

export function captionLength(text: string): CaptionLength {
  if (/\b(short|shortly|brief|briefly|one (sentence|line)|few words|caption|summari[sz]e|summary)\b/.test(text))
    return 'short';
  if (/\b(paragraph|everything|long|thorough(ly)?|all (the )?details?|as much|in depth)\b/.test(text))
    return 'paragraph';
  return 'detailed';
}
