const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const numbered = /\b(?:photos?|pictures?|images?|number|no\.)\s*((?:\d{1,2}(?:\s*(?:,|and|or|&)\s*)?)+)/gi;
const ordinal = new RegExp(`\\b(${[...ordinals, 'last'].join('|')})(?: (?:one|photo|picture|image))\\b`, 'gi');
const loneOrdinal = new RegExp(`^(?:and |what about |how about )?the (${[...ordinals, 'last'].join('|')})\\??$`, 'i');

/** The photos that a question names ("photo 2", "the last one"), as positions from 0; null where it names none. */
export function namedPhotos(question: string, count: number): number[] | null {
  const positions = new Set<number>();
  for (const [, list] of question.matchAll(numbered))
    for (const number of list!.match(/\d+/g) ?? []) positions.add(Number(number) - 1);
  for (const [, word] of question.matchAll(ordinal)) positions.add(positionOf(word!, count));
  const lone = loneOrdinal.exec(question.trim());
  if (lone) positions.add(positionOf(lone[1]!, count));
  const present = [...positions].filter((position) => position >= 0 && position < count).sort((a, b) => a - b);
  return positions.size === 0 ? null : present;
}

const positionOf = (word: string, count: number): number =>
  word.toLowerCase() === 'last' ? count - 1 : ordinals.indexOf(word.toLowerCase());

/** The question as one asks it about a single photo. */
export const photosAsOne = (question: string): string =>
  question
    .replaceAll(numbered, 'the photo')
    .replaceAll(ordinal, 'the photo')
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
  return question
    .replaceAll(numbered, 'the photo')
    .replaceAll(ordinal, 'photo')
    .replaceAll(/\s+(in|on|of|from) (the )?photo(?=\s*\??$)/gi, '')
    .replaceAll(/\s{2,}/g, ' ')
    .trim();
}
