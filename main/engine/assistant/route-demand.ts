import type { Abilities } from './abilities.ts';
import type { Route } from './route.ts';

const reading =
  /\b(what|which)\b.*\b(say|says|written|read|reads)\b|\bread\b.*\b(text|sign|label|page|menu|letter|plate|it|this|that)\b|\bwhat (text|words?)\b|^(please )?(transcribe|translate|ocr)\b|\b(date|time|number|letter|name|price|label|brand|score)s? (is )?on (the|this|that|his|her) (?!photo|picture|image)|\b(what|which) language\b/;
const naming =
  /^(so )?who\b|\bwho('s| is| are)\b|\bname of (the|this) (person|man|woman|child|boy|girl)\b|\bwhose\b|\bwho (this|that|he|she|it|they)\b|\bsame (person|man|woman|child|boy|girl|people)\b/;
const photographer = /^(so )?who (took|shot|made|photographed)\b/;
const named =
  /^(?:[Ii]s|[Aa]re) (?:this|that|he|she|they|(?:the|this|that) (?:man|woman|person|boy|girl|child))(?: (?:a|the) (?:photo|picture) of)?(?: [A-Z][a-z]+)+(?: here| in (?:it|the photo|this photo))?[?.!\s]*$/;
const changing =
  /^(?:(?:please|just|now|can|could|would|will|you|i|i'd|want|need|like|to|let|let's|us|help|me|go|and) )*(?:(?:delete|remove|erase|wipe|trash|crop|rotate|edit|brighten|darken|sharpen|rename|move|copy|post|send|share|upload|e-?mail|publish|print)\b|make (?:it|this|these|them)\b(?! (?:short|long|simpl|a\b)))/;
const judging =
  /^rate\b|\b(sharpest|blurriest|best|nicest|prettiest|most beautiful|worst|good photo|better photo|well exposed|(which|what) (one |ones |photo )?(would|do) you (\w+ )*(like|love|prefer|recommend|print|keep|choose|pick|delete)|in focus|out of focus|blurry)\b/;

export const refuse = (reason: string, answer: string): Route => ({ tool: 'none', reason, answer });

/** Questions that only some models can take, or none: reading, naming people, judging photos, changing them. */
export function byDemand(text: string, asked: string, abilities: Abilities): Route | null {
  if (reading.test(text)) return toRead(text, abilities);
  if (photographer.test(text))
    return refuse('No file here records its photographer.', 'I cannot tell who took it: the file does not say.');
  const changes = byChanging(text);
  if (changes !== null) return changes;
  if (naming.test(text)) return toName(abilities, 'I cannot tell who someone is');
  if (named.test(asked.trim())) return toName(abilities, 'I know nobody and no place by name');
  if (!judging.test(text)) return null;
  return (
    chatRoute(abilities, 'How good a photo is can only be judged by looking.') ??
    refuse('No tool here judges the quality of a photo.', 'I cannot judge how good or how sharp a photo is.')
  );
}

/** Refuses to change photos, whatever models there are. */
export function byChanging(text: string): Route | null {
  if (!changing.test(text)) return null;
  return refuse(
    'Afterimage never changes a photo.',
    'I only look and answer: I change, move, send or delete no photo.',
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

function toName(abilities: Abilities, cannot: string): Route {
  const { chat } = abilities;
  if (chat?.seesPhotos === true) {
    const notice = `No model here knows faces: any name that ${chat.title} gives is a guess.`;
    return { tool: 'chat', reason: 'Only looking at the photo can answer this.', notice };
  }
  return refuse(
    'No model here knows faces.',
    `${cannot}: ${abilities.caption ?? 'the built-in model'} recognises no faces and no names.`,
  );
}

export function chatRoute({ chat }: Abilities, reason: string): Route | null {
  return chat?.seesPhotos === true ? { tool: 'chat', reason, notice: null } : null;
}
