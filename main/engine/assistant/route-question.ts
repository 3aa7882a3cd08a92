import { builtInAbilities, type Abilities } from './abilities.ts';
import { askedOfEach } from './asked-of-each.ts';
import { plainQuestion } from './plain-question.ts';
import { byComparative, byComparison } from './route-comparing.ts';
import { byDemand } from './route-demand.ts';
import { byFacts, byListing, byRanking } from './route-facts.ts';
import { byLooking } from './route-looking.ts';
import { smallTalk, withoutPhotos } from './route-without-photos.ts';
import type { Route } from './route.ts';

/** Chooses the cheapest tool that suffices: recorded facts, then embeddings, then a model that looks. */
export function routeQuestion(question: string, photoCount: number, abilities: Abilities = builtInAbilities): Route {
  const text = plainQuestion(question);
  return (
    smallTalk(text, abilities) ??
    withoutPhotos(text, photoCount, abilities) ??
    byDemand(text, question, abilities) ??
    byRanking(text, photoCount) ??
    byListing(text, photoCount) ??
    byEach(text, photoCount, abilities) ??
    byComparison(text, photoCount) ??
    byFacts(text) ??
    byComparative(text, photoCount, abilities) ??
    byLooking(text, photoCount, abilities)
  );
}

/** A model that chats looks at all photos at once. */
function byEach(text: string, photoCount: number, abilities: Abilities): Route | null {
  const asked = photoCount < 2 ? null : askedOfEach(text);
  if (asked === null) return null;
  if (abilities.chat !== null) return byLooking(text, photoCount, abilities);
  const reason = `“${asked.question}” is asked of each photo, and the answers are put together.`;
  return { tool: 'decoder', reason, task: 'each', ...asked };
}
