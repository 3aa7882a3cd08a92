import type { Abilities } from './abilities.ts';
import { asksForCaption, captionLength } from './captioning.ts';
import { asLearned, type LearnedQuestions } from './learned-questions.ts';
import { thingAskedFor } from './presence.ts';
import { refuseUnlearned } from './refuse-unlearned.ts';
import { refuse } from './route-demand.ts';
import type { Route } from './route.ts';

const pointing =
  /^(?:please )?(?:can you )?(?:point (?:to|at|out)|mark|outline|highlight|locate|box|circle|frame|draw (?:a )?box(?:es)? (?:around|on)|show me where|where exactly (?:is|are)|find (?=(?:the|all|every)\b.*\bin (?:this|the) (?:photo|picture|image)\b))(?: is| are)? ?(?:the |all |every |each )?(.+?)(?: (?:is|are))?(?: in (?:this|the|these) (?:photos?|pictures?|images?))?[.?!]*$/;
const whereIs =
  /^where (?:is|are) (?:the |my |his |her |a |an )?(.+?)(?: in (?:this|the|these) (?:photos?|pictures?|images?))?[.?!]*$/;
const listing =
  /\b(detect|list|name|mark|box|find|point out|which|what)\b.*\b(objects|things|items|everything)\b(?!.*\babout\b)/;
const everything = /^(objects|things|everything|items)$/;

/** Questions that only looking at the photo can answer, by who looks. */
export function byLooking(text: string, photoCount: number, abilities: Abilities): Route {
  const { chat, detect } = abilities;
  if (chat?.seesPhotos === false) return blind(chat.title);
  const pointed = detect === null ? null : toBoxes(text, detect, chat === null);
  if (pointed !== null) return pointed;
  if (chat !== null) {
    const reason = photoCount > 1 ? `${chat.title} looks at all of them at once.` : `${chat.title} looks at it.`;
    return { tool: 'chat', reason, notice: null };
  }
  return byDecoder(text, abilities);
}

const blind = (title: string): Route =>
  refuse(
    `${title} takes no photos.`,
    `${title} is a text model: it takes no photos. Choose a model that does, or ask without photos.`,
  );

function toBoxes(text: string, title: string, also: boolean): Route | null {
  const reason = `${title} draws boxes around what it finds.`;
  const phrase = pointing.exec(text)?.[1]?.trim();
  if (phrase !== undefined && phrase !== '' && !everything.test(phrase))
    return { tool: 'decoder', reason, task: 'ground', phrase };
  if (phrase !== undefined || (also && listing.test(text))) return { tool: 'decoder', reason, task: 'detect' };
  const where = also ? whereIs.exec(text)?.[1]?.trim() : undefined;
  return where === undefined || where === '' ? null : { tool: 'decoder', reason, task: 'ground', phrase: where };
}

function byDecoder(text: string, { caption }: Abilities): Route {
  const describe = (reason: string): Route => ({
    tool: 'decoder',
    reason,
    task: 'caption',
    length: captionLength(text),
  });
  if (/\b(compare|difference between|differ)\b/.test(text))
    return describe('Each photo is described, so that you can compare them.');
  if (/\bin common\b/.test(text))
    return describe('Each photo is described, so that you can see what they have in common.');
  if (asksForCaption(text)) return describe(`A description needs ${caption ?? 'the decoder'}.`);
  const learned = asLearned(text);
  return learned === null ? refuseUnlearned(text) : ask(learned, caption);
}

function ask({ questions, turned }: LearnedQuestions, caption: string | null): Route {
  const asked = questions.map((question) => `“${question}”`).join(' and ');
  const reason = questions.some((question) => thingAskedFor(question) !== null)
    ? 'The decoder looks for it, and the photo is compared with its name.'
    : caption === null
      ? 'Only looking at the photo can answer this.'
      : `${caption} describes and takes no questions, so the built-in model looks at the photo.`;
  return { tool: 'decoder', reason, task: 'answer', questions, notice: turned ? `Asked as ${asked}` : null };
}
