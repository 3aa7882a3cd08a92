import type { Abilities } from './abilities.ts';
import { choice } from './asked-of-each.ts';
import { topicsOf } from './fact-topics.ts';
import { chatRoute, refuse } from './route-demand.ts';
import type { Comparison, Route } from './route.ts';
import { isPlural, withArticle } from './things.ts';

const photos = '(?:ones?|photos?|pictures?|images?)';
const ofThese = 'of (?:these|them|the photos|the pictures)';
const which = new RegExp(`^(?:in |on )?(?:which|what)(?: ones?)?(?: ${ofThese})?`);
const shows = new RegExp(
  `^(?:in |on )?(?:which|what) (?:(?:${photos}\\b(?: ${ofThese})?|${ofThese}|of (?:these|them) (?:photos|pictures))\\s*(?:is|are|shows?|has|have|contains?|there is|looks? (?:most )?like|fits|(?:was|were) taken)?|shows?|has|have|contains?|(?:was|were) taken)\\s*(?:there )?(.+?)$`,
);
const lacks = new RegExp(
  `^(?:in |on )?(?:which|what)(?: ${photos})?(?: ${ofThese})?(?: ${photos})? (?:(?:(?:does|do) not|doesn't|don't) (?:show|have|contain)|(?:shows?|has|have|contains?) (?:no|not)|(?:is|are) (?:there no|without|not)|(?:isn't|aren't)|without)(?: any)? (.+?)$`,
);

/** "Find the one with the boat", "is there a cat in any of these?", "do any of them show a bicycle?" */
const searched =
  /^(?=.*\b(?:one|photos?|pictures?|images?|any)\b)(?:(?:find|show me|pick|point out) (?:the )?(?:ones?|photos?|pictures?|images?) (?:with|of|showing|that (?:shows?|has|have))|(?:do|does) any(?: one)?(?: of (?:these|them|the photos|the pictures))? (?:show|have|contain)|(?:is|are) there(?= .+ (?:in|on) any\b)) (.+?)(?: (?:in|on) any\b.*)?\??$/;

const sameFile =
  /\b(duplicates?|identical|copies)\b|^(?:(?:is|are) (?:these|they|this|those|it|both|all)(?: two| both| all)?(?: of (?:these|them))? )?(?:exactly )?(?:the )?(?:very )?same(?: (?:photo|picture|image|file|shot|one)s?)?$/;
const nounInEr = '(?:water|winter|summer|computer|under|over)';
const nounInEst = '(?:forest|west|nest|chest|harvest)';
const comparing = `(?:(?:more|less) [a-z]+|(?!${nounInEr}\\b)[a-z]+er)(?: ${photos})?|(?:(?:most|least) [a-z]+|(?!${nounInEst}\\b)[a-z]{2,}est)(?: [a-z]+)?`;
const comparative = new RegExp(
  `^(?:which|what)\\b(?:(?!\\b(?:shows?|has|have|contains?)\\b).)*\\b(?:is|are|looks?|was|were) (?:the )?(?:${comparing})$`,
);
const sameThing = /^(?:is|are|do|does) (?:it|this|that|these|they|both|all)\b.*\bthe same [a-z]+$/;

/** What nothing here compares, unless a model looks at all of them at once. */
export function byComparative(text: string, photoCount: number, abilities: Abilities): Route | null {
  if (photoCount < 2) return null;
  const same = sameThing.test(text);
  if (!same && !comparative.test(text.replace(choice, ''))) return null;
  if (abilities.chat !== null) return chatRoute(abilities, 'Only looking at all of them can answer this.');
  return refuse(
    'No tool here compares that.',
    same
      ? 'I cannot tell whether it is the very same one. I can say what each photo shows, and how alike the photos are.'
      : 'I cannot compare that. I can tell which photo is older, has more pixels, shows something or shows more of something.',
  );
}

/** What the photos' embeddings settle. */
export function byComparison(text: string, photoCount: number): Route | null {
  const reason = 'The photos are compared by their embeddings; the decoder is not needed.';
  const compare = (comparison: Comparison): Route =>
    photoCount > 1
      ? { tool: 'compare', reason, comparison }
      : {
          tool: 'none',
          reason: 'A comparison needs several photos.',
          answer: 'To compare, choose at least two photos.',
        };
  if (/\bodd one out\b|\bdoes(n't| not) (fit|belong)\b|\bmost different\b|^which\b.*\bis different\b/.test(text))
    return compare({ kind: 'odd_one_out' });
  if (/\b(group|sort|cluster)\b.*\b(these|them|photos|pictures)\b|\bbelong together\b/.test(text))
    return compare({ kind: 'groups' });
  if (sameFile.test(text)) return compare({ kind: 'same_file' });
  if (/\b(alike|similar|resemble|same scene|look the same)\b/.test(text)) return compare({ kind: 'alike' });
  const lacked = photoCount < 2 || topicsOf(text).length > 0 ? undefined : lacks.exec(text)?.[1];
  if (lacked !== undefined) return compare({ kind: 'lacks', text: asThing(lacked) });
  if (comparative.test(text.replace(choice, ''))) return null;
  const about = (which.test(text) ? shows : searched).exec(text)?.[1]?.trim();
  if (about === undefined || about === '' || photoCount < 2 || topicsOf(text).length > 0) return null;
  return compare({ kind: 'shows', text: about });
}

const asThing = (words: string): string =>
  /^(?:an?|any|the|some) /.test(words) || isPlural(words) ? words : withArticle(words);
