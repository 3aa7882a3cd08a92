import { choice } from './asked-of-each.ts';
import { topicsOf, type FactTopic } from './fact-topics.ts';
import type { Ranking, Route } from './route.ts';

const rankings: readonly (readonly [RegExp, Ranking])[] = [
  [
    /\b(oldest|older|earliest|taken earlier|earlier|taken first|was first|came first|first (one |photo |picture )?taken)\b/,
    { by: 'taken', wanted: 'least' },
  ],
  [
    /\b(newest|newer|latest|later|youngest photo|(most|more) recent|taken last|came last|last (one |photo |picture )?taken)\b/,
    { by: 'taken', wanted: 'most' },
  ],
  [/\b(biggest|bigger|largest|larger) file\b/, { by: 'bytes', wanted: 'most' }],
  [/\b(smallest|smaller) file\b/, { by: 'bytes', wanted: 'least' }],
  [
    /\b(high(est|er) resolution|(most|more) (mega)?pixels)\b|^(which|what)\b(?!.*\b(show|fit|look)).*\b(biggest|bigger|largest|larger)( one| photo| picture| image)?\??$/,
    { by: 'pixels', wanted: 'most' },
  ],
  [
    /\b(low(est|er) resolution|few(est|er) (mega)?pixels)\b|^(which|what)\b(?!.*\b(show|fit|look)).*\b(smallest|smaller)( one| photo| picture| image)?\??$/,
    { by: 'pixels', wanted: 'least' },
  ],
];

/** The biggest dog is in the picture, the biggest photo is the file's own. */
const ofThings = /^(which|what) (?!(ones?|photos?|pictures?|images?|files?|of|is|are|was|has)\b)\w+/;

/** Photos put in order by what their files record. */
export function byRanking(text: string, photoCount: number): Route | null {
  const plain = text.replace(choice, '');
  const found = rankings.find(([pattern]) => pattern.test(plain));
  if (found === undefined || photoCount < 2 || !/\b(which|what|photo|picture|one)\b/.test(text)) return null;
  if (ofThings.test(text)) return null;
  return { tool: 'facts', reason: 'The files themselves record this.', ranking: found[1] };
}

const momentIn =
  /\d{4}|\b(day|date|time|year|month|before|after|during|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|morning|evening|night)\b/;

/** Which of several was taken there or then: all their places or dates are the answer. */
export function byListing(text: string, photoCount: number): Route | null {
  if (photoCount < 2) return null;
  const taken = /\b(taken|shot|made|from)\b (?=(in|at|near|on|before|after|during)\b)(.*)/.exec(text);
  if (/\b(which|what|are|were)\b/.test(text) && taken !== null)
    return facts(momentIn.test(taken[3]!) ? 'when' : 'where');
  if (
    /\b(sort|order|arrange|list)\b.*\b(date|time|age)\b|^put\b.*\bin order\b|\bsame (day|time|date|year|month)\b|\bapart in time\b|\bhow (long|much time)\b.*\bbetween\b/.test(
      text,
    )
  )
    return facts('when');
  if (
    /\bsame (place|location|city|country|spot)\b|\b(sort|order|group|list)\b.*\b(place|location|city|country)\b/.test(
      text,
    )
  )
    return facts('where');
  return null;
}

const facts = (topic: FactTopic): Route => ({
  tool: 'facts',
  reason: 'The files themselves record this.',
  topics: [topic],
});

/** What a file says about itself. */
export function byFacts(text: string): Route | null {
  const topics = topicsOf(text);
  return topics.length === 0 ? null : { tool: 'facts', reason: 'The files themselves record this.', topics };
}
