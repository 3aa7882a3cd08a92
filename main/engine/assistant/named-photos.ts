const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const counts = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const between = String.raw`\s*(?:,(?: and)?|and|or|&|-|–|to|through)\s*`;
const numbered = new RegExp(
  String.raw`\b(?:photos?|pictures?|images?|number|no\.)\s*(\d{1,2}(?:${between}\d{1,2})*)`,
  'gi',
);
const range = /(\d+)\s*(?:-|–|to|through)\s*(\d+)/g;
/** "Which was the first one taken?" names none. */
const asked = String.raw`(?<!\b(?:which|what|who) (?:is|was|came) (?:the )?)`;
const words = [...ordinals, 'last'].join('|');
const ordinal = new RegExp(String.raw`${asked}\b(${words})(?: (?:one|photo|picture|image))\b(?! taken)`, 'gi');
const loneOrdinal = new RegExp(String.raw`${asked}\bthe (${words})[?.!\s]*$`, 'i');
const several = new RegExp(String.raw`\bthe (first|last) (${counts.slice(1).join('|')}|\d{1,2})\b`, 'gi');

/** The photos that a question names ("photo 2", "the last one"), as positions from 0; null where it names none. */
export function namedPhotos(question: string, count: number): number[] | null {
  const positions = new Set<number>();
  for (const [, list] of question.matchAll(numbered)) for (const position of listed(list!)) positions.add(position);
  for (const [, end, many] of question.matchAll(several))
    for (const one of atEnd(end!, many!, count)) positions.add(one);
  for (const [, word] of question.matchAll(ordinal)) positions.add(positionOf(word!, count));
  const lone = loneOrdinal.exec(question.trim());
  if (lone) positions.add(positionOf(lone[1]!, count));
  const present = [...positions].filter((position) => position >= 0 && position < count).sort((a, b) => a - b);
  return positions.size === 0 ? null : present;
}

function listed(list: string): number[] {
  const spans = [...list.matchAll(range)].map(([, from, to]) => [Number(from), Number(to)] as const);
  const inside = spans.flatMap(([from, to]) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at),
  );
  return [...(list.match(/\d+/g) ?? []).map(Number), ...inside].map((number) => number - 1);
}

function atEnd(end: string, many: string, count: number): number[] {
  const wanted = Math.min(count, counts.indexOf(many.toLowerCase()) + 1 || Number(many));
  const start = end.toLowerCase() === 'last' ? count - wanted : 0;
  return Array.from({ length: wanted }, (_, at) => start + at);
}

const positionOf = (word: string, count: number): number =>
  word.toLowerCase() === 'last' ? count - 1 : ordinals.indexOf(word.toLowerCase());

/** The question as one asks it about a single photo. */
export const photosAsOne = (question: string): string =>
  question
    .replaceAll(several, 'the photos')
    .replaceAll(numbered, 'the photo')
    .replaceAll(ordinal, 'the photo')
    .replace(loneOrdinal, 'the photo')
    .replaceAll(/\bthe photos (?:photos|pictures|images|ones)\b/gi, 'the photos')
    .replaceAll(/\bthe the\b/gi, 'the');

/** The question with its photos counted as they are sent: of photos 2 and 5, "photo 5" is the second. */
export function photosAsNumbered(question: string, numbers: readonly number[]): string {
  return question.replaceAll(numbered, (name) =>
    name.replaceAll(/\d+/g, (number) => {
      const position = numbers.indexOf(Number(number));
      return position < 0 ? number : String(position + 1);
    }),
  );
}

/** The question without the names of photos, which the decoder has never seen. */
export function withoutPhotoNames(question: string): string {
  return photosAsOne(question)
    .replace(
      /(?<!\b(?:is|are))\s+(?:in|on|of|from) (?:the|this|that|these|those) (?:photo|picture|image|shot)s?(?=\s*\??$)/gi,
      '',
    )
    .replaceAll(/\s{2,}/g, ' ')
    .trim();
}
