import type { Abilities } from './abilities.ts';
import { thingAskedFor } from './presence.ts';
import type { CaptionLength, Route } from './route.ts';

const reading =
  /\b(what|which)\b.*\b(say|says|written|read|reads)\b|\bread\b.*\b(text|sign|label|page|menu|letter|plate|it|this|that)\b|\bwhat (text|words?)\b|^(please )?(transcribe|translate|ocr)\b|\b(date|time|number|letter|name|price|label|brand|score)s? (is )?on (the|this|that|his|her) (?!photo|picture|image)|\b(what|which) language\b/;
const naming =
  /^(so )?who\b|\bwho('s| is| are)\b|\bname of (the|this) (person|man|woman|child|boy|girl)\b|\bwhose\b|\bwho (this|that|he|she|it|they)\b|\bsame (person|man|woman|child|boy|girl|people)\b/;
const photographer = /^(so )?who (took|shot|made|photographed)\b/;
const changing =
  /^(please )?(can you )?(delete|remove|crop|rotate|edit|brighten|darken|sharpen|rename|move|copy|send|share|upload|print|make (it|this|these|them))\b/;
const judging =
  /\b(sharpest|blurriest|best|nicest|prettiest|most beautiful|worst|good photo|better photo|well exposed|(which|what) (one )?would you \w+|in focus|out of focus|blurry)\b/;

const refuse = (reason: string, answer: string): Route => ({ tool: 'none', reason, answer });

/** Questions that only some models can take, or none: reading, naming people, judging photos, changing them. */
export function byDemand(text: string, abilities: Abilities): Route | null {
  if (reading.test(text)) return toRead(text, abilities);
  if (photographer.test(text))
    return refuse('No file here records its photographer.', 'I cannot tell who took it: the file does not say.');
  if (naming.test(text)) return toName(abilities);
  if (changing.test(text))
    return refuse(
      'Afterimage never changes a photo.',
      'I only look and answer: I change, move, send or delete no photo.',
    );
  if (!judging.test(text)) return null;
  return (
    chatRoute(abilities, 'How good a photo is can only be judged by looking.') ??
    refuse('No tool here judges the quality of a photo.', 'I cannot judge how good or how sharp a photo is.')
  );
}

function toRead(text: string, { chat, read }: Abilities): Route {
  if (chat?.seesPhotos === true && chat.reads)
    return { tool: 'chat', reason: `Text in a photo is read by ${chat.title}.`, notice: null };
  if (read !== null) {
    const notice = /^(please )?translate\b/.test(text) ? `${read} reads; it does not translate.` : null;
    return { tool: 'decoder', reason: `Text in a photo is read by ${read}.`, task: 'read', notice };
  }
  const who = chat?.title ?? 'the built-in model';
  return chat === null
    ? refuse(
        'The built-in model cannot read.',
        'I cannot read text in photos: the built-in model sees them too small for letters.',
      )
    : refuse(
        `${chat.title} does not read.`,
        `I cannot read text in photos: ${who} does not read. Choose a model that does.`,
      );
}

function toName(abilities: Abilities): Route {
  const { chat } = abilities;
  if (chat?.seesPhotos === true) {
    const notice = `No model here knows faces: any name that ${chat.title} gives is a guess.`;
    return { tool: 'chat', reason: 'Only looking at the photo can answer this.', notice };
  }
  return refuse(
    'No model here knows faces.',
    `I cannot tell who someone is: ${abilities.caption ?? 'the built-in model'} recognises no faces and no names.`,
  );
}

function chatRoute({ chat }: Abilities, reason: string): Route | null {
  return chat?.seesPhotos === true ? { tool: 'chat', reason, notice: null } : null;
}

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

const captioning =
  /\b(caption|describe|description|tell me (all |more |everything )?about)\b|^what('s| is| are| do you see|'s going on| can you see)?( is)? ?(this|that|these|those|here|happening|going on|it)?( here| in (this|the|these) (photo|photos|picture|pictures|image))?\??$|\bwhat('s| is) (happening|going on)\b|^what('s| is| are) (the )?(photo|picture|image) \d+( about| of| showing)?\??$|^what('s| is) (this|that) (a )?(photo|picture)? ?(of|about)?\??$/;

function byDecoder(text: string, { caption }: Abilities): Route {
  const describe = (reason: string): Route => ({ tool: 'decoder', reason, task: 'caption', length: lengthOf(text) });
  if (/\b(compare|difference between|differ)\b/.test(text))
    return describe('Each photo is described, so that you can compare them.');
  if (captioning.test(text)) return describe(`A description needs ${caption ?? 'the decoder'}.`);
  if (thingAskedFor(text) !== null)
    return {
      tool: 'decoder',
      reason: 'The decoder looks for it, and the photo is compared with its name.',
      task: 'answer',
    };
  const reason =
    caption === null
      ? 'Only looking at the photo can answer this.'
      : `${caption} describes and takes no questions, so the built-in model looks at the photo.`;
  return { tool: 'decoder', reason, task: 'answer' };
}

function lengthOf(text: string): CaptionLength {
  if (/\b(short|shortly|brief|briefly|one (sentence|line)|few words|caption)\b/.test(text)) return 'short';
  if (/\b(paragraph|everything|long|thorough(ly)?|all (the )?details?|as much|in depth)\b/.test(text))
    return 'paragraph';
  return 'detailed';
}
