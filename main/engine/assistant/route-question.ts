import { builtInAbilities, type Abilities } from './abilities.ts';
import { askedOfEach } from './asked-of-each.ts';
import { topicsOf, type FactTopic } from './fact-topics.ts';
import { byDemand, byLooking } from './route-looking.ts';
import type { Comparison, Ranking, Route } from './route.ts';

/** Chooses the cheapest tool that suffices: recorded facts, then embeddings, then a model that looks. */
export function routeQuestion(question: string, photoCount: number, abilities: Abilities = builtInAbilities): Route {
  const text = question.toLowerCase().replaceAll('’', "'").trim();
  return (
    smallTalk(text) ??
    withoutPhotos(text, photoCount, abilities) ??
    byDemand(text, abilities) ??
    byRanking(text, photoCount) ??
    byListing(text, photoCount) ??
    byEach(text, photoCount, abilities) ??
    byComparison(text, photoCount) ??
    byFacts(text) ??
    byLooking(text, photoCount, abilities)
  );
}

const talk =
  /^(hi|hello|hey|thanks|thank you|ok|okay|good (morning|evening)|how are you|who are you|what are you|what can you do)\b[^a-z]*$/;

function smallTalk(text: string): Route | null {
  if (!talk.test(text)) return null;
  const answer =
    'I answer questions about the photos in this conversation: when and where they were taken, which are alike, what they show.';
  return { tool: 'none', reason: 'This asks nothing about a photo.', answer };
}

function withoutPhotos(text: string, photoCount: number, { chat }: Abilities): Route | null {
  if (photoCount > 0) return null;
  const searching = /^(find|search|show me|look for)\b/.test(text);
  if (chat !== null && !searching)
    return {
      tool: 'chat',
      reason: `No photo is in the conversation, so ${chat.title} answers from words alone.`,
      notice: null,
    };
  const answer = searching
    ? 'I answer about photos that you have chosen. To find photos, type what they show into the search box.'
    : 'I need a photo to answer that. Select one or more photos, then ask again.';
  return { tool: 'none', reason: 'No photo is in the conversation.', answer };
}

const rankings: readonly (readonly [RegExp, Ranking])[] = [
  [
    /\b(oldest|earliest|taken first|was first|came first|first (one |photo |picture )?taken)\b/,
    { by: 'taken', wanted: 'least' },
  ],
  [
    /\b(newest|latest|most recent|taken last|came last|last (one |photo |picture )?taken)\b/,
    { by: 'taken', wanted: 'most' },
  ],
  [/\b(biggest|largest) file\b/, { by: 'bytes', wanted: 'most' }],
  [/\bsmallest file\b/, { by: 'bytes', wanted: 'least' }],
  [
    /\b(highest resolution|most (mega)?pixels)\b|^(which|what)\b(?!.*\b(show|fit|look)).*\b(biggest|largest)( one| photo| picture| image)?\??$/,
    { by: 'pixels', wanted: 'most' },
  ],
  [
    /\b(lowest resolution|fewest (mega)?pixels)\b|^(which|what)\b(?!.*\b(show|fit|look)).*\bsmallest( one| photo| picture| image)?\??$/,
    { by: 'pixels', wanted: 'least' },
  ],
];

/** The biggest dog is in the picture, the biggest photo is the file's own. */
const ofThings = /^(which|what) (?!(ones?|photos?|pictures?|images?|files?|of|is|are|was|has)\b)\w+/;

function byRanking(text: string, photoCount: number): Route | null {
  const found = rankings.find(([pattern]) => pattern.test(text));
  if (found === undefined || photoCount < 2 || !/\b(which|what|photo|picture|one)\b/.test(text)) return null;
  if (ofThings.test(text)) return null;
  return { tool: 'facts', reason: 'The files themselves record this.', ranking: found[1] };
}

const which = /^(in |on )?(which|what)( one| ones)?( of (these|them|the photos|the pictures))?/;
const shows =
  /^(?:in |on )?(?:which|what) (?:(?:ones?|photos?|pictures?|images?)\b(?: of (?:these|them))?|of (?:these|them|the photos|the pictures)|(?:of these|of them) (?:photos|pictures))\s*(?:is|are|shows?|has|have|contains?|there is|looks? (?:most )?like|fits|was taken)?\s*(?:there )?(.+?)\??$/;

/** "Find the one with the boat", "is there a cat in any of these?", "do any of them show a bicycle?" */
const searched =
  /^(?=.*\b(?:one|photos?|pictures?|images?|any)\b)(?:(?:find|show me|pick|point out) (?:the )?(?:ones?|photos?|pictures?|images?) (?:with|of|showing|that (?:shows?|has|have))|(?:do|does) any(?: one)?(?: of (?:these|them|the photos|the pictures))? (?:show|have|contain)|(?:is|are) there(?= .+ (?:in|on) any\b)) (.+?)(?: (?:in|on) any\b.*)?\??$/;

/** Which of several was taken there or then: all their places or dates are the answer. */
function byListing(text: string, photoCount: number): Route | null {
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

/** A model that chats looks at all photos at once. */
function byEach(text: string, photoCount: number, abilities: Abilities): Route | null {
  const asked = photoCount < 2 ? null : askedOfEach(text);
  if (asked === null) return null;
  if (abilities.chat !== null) return byLooking(text, photoCount, abilities);
  const reason = `“${asked.question}” is asked of each photo, and the answers are put together.`;
  return { tool: 'decoder', reason, task: 'each', ...asked };
}

const momentIn =
  /\d{4}|\b(day|date|time|year|month|before|after|during|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|morning|evening|night)\b/;

function byComparison(text: string, photoCount: number): Route | null {
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
  if (/\b(alike|similar|resemble|same scene|look the same|duplicates?|identical)\b/.test(text))
    return compare({ kind: 'alike' });
  const about = (which.test(text) ? shows : searched).exec(text)?.[1]?.trim();
  if (about === undefined || about === '' || photoCount < 2 || topicsOf(text).length > 0) return null;
  return compare({ kind: 'shows', text: about });
}

function byFacts(text: string): Route | null {
  const topics = topicsOf(text);
  return topics.length === 0 ? null : { tool: 'facts', reason: 'The files themselves record this.', topics };
}
