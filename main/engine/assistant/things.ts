const irregular = /\b(people|men|women|children|sheep|mice|geese|fish)$/;
const uncountable = /^(?:water|grass|snow|food|sand|ice|rain|fog|smoke|fire|text|light|traffic|furniture)$/;

const more = / (?:in|on|at|of|with|near|behind|under|beside|who|that|which)\b.*/;

/** `dogs`, `two men` or `clouds in the sky`, but not `a bus`. */
export function isPlural(things: string): boolean {
  const head = things.replace(more, '');
  return !/^(a|an|one)\b/.test(head) && (irregular.test(head) || /[^s]s$/.test(head));
}

/** `is there a dog?` or `are there trees?` */
export const presenceQuestion = (things: string): string => `${isPlural(things) ? 'are' : 'is'} there ${things}?`;

/** `a dog` of `dog` and `the dog`, `any snow` of `snow`. */
export function withArticle(thing: string): string {
  const bare = thing.replace(/^(?:an?|any|the|some|his|her|my) /, '');
  if (isPlural(bare) || uncountable.test(bare)) return `any ${bare}`;
  return `${/^[aeiou]/.test(bare) ? 'an' : 'a'} ${bare}`;
}

/** `a dog` and `a cat` of `a dog and a cat`, where each has its own article or both are plural. */
export function thingsOf(list: string): string[] {
  const parts = list
    .split(/,? (?:and|or) (?:also )?(?=(?:an?|any|the|some|one|two) )|, (?=(?:an?|any|the|some) )/)
    .map((part) => part.trim());
  const pair = /^(?:any )?([a-z]+s|people|children|men|women) (?:and|or) ([a-z]+s|people|children|men|women)$/.exec(
    list,
  );
  return pair === null ? parts : [`any ${pair[1]!}`, `any ${pair[2]!}`];
}
