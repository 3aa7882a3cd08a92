/** @file The kinds of questions about single photos that the lab taught the built-in decoder, in its words and in others'. */
import { withoutPhotoNames } from './named-photos.ts';
import { withArticle } from './things.ts';

/** What the decoder is asked in its own words. */
export interface ShapedQuestion {
  readonly question: string;
  /** Not quite what was asked, but the next that the decoder can tell. */
  readonly turned: boolean;
}

type Shape = readonly [source: string, question: string];

const literally = '$&';
const person = '(?:this|that|the|my|his|her|their|these|those) (?:[a-z-]+ ){0,3}?[a-z-]+';
const subject = `(?:he|she|it|they|this|that|these|those|(?:any|some|every)(?:one|body)|people|${person})`;
const colour =
  '(?:black|white|brown|red|blue|green|yellow|orange|pink|purple|gr[ae]y|tan|beige|blonde?|golden|silver|colou?rful)';
const unit =
  '(?:years?|hours?|minutes?|seconds?|days?|times|calories|kilos?|met(?:re|er)s|miles|dollars|euros|stars|pixels)';
const place = '(?:on|in|under|behind|beside|next to|near|around|above|at|with|inside|in front of|on top of)';
const unseen = '(?:wearing|saying|thinking|feeling|being|getting|dying|cheating|missing)';
const inside = 'in(?:doors?|side)';
const outside = 'out(?:doors?|side)';
const scene = '(?:scene|photo|picture|image|shot)s?';
const things = "(?:[a-z'-]+ ){0,2}[a-z'-]+";
const light = '(?:day|night|daytime|night-?time|night time)';

const counts: readonly Shape[] = [
  [
    `how many (?!${unit}\\b)(${things}?)(?: (?:are|is|were|was)(?: (?:there|visible|here|shown|in .*))| (?:do|can) (?:you|i|we) (?:see|count))(?: there| here)?`,
    'how many $1 are there',
  ],
  [
    `how many (?!${unit}\\b|.*\\b(?:are|is|do|does|did|have|has|will|would|should|can|i|you|we)\\b)(${things})`,
    'how many $1 are there',
  ],
  [`how many (?!${unit}\\b)(?:[a-z'-]+ ){1,3}are (?:[a-z]+ing|${place})\\b.*`, literally],
  [`(?:(?:what is )?the |give me the )?number of (${things})`, 'how many $1 are there'],
  [`count (?:all the |all |the )?(${things})`, 'how many $1 are there'],
];

const colours: readonly Shape[] = [
  ['(?:what|which) colou?rs? (is|are) (.+)', 'what color $1 $2'],
  ['(?:(?:what is |tell me )?the )?colou?r of (.+)', 'what color is $1'],
  ['(?:what|which) colou?r (?:does|do) (.+) have', 'what color is $1'],
  ['(?:what|which) colou?r ([a-z]+) .+', 'what color is the $1'],
  [`(is|are) (${subject}) ${colour} or ${colour}`, 'what color $1 $2'],
];

const doings: readonly Shape[] = [
  ['what (is|are) (.+) doing', literally],
  [`what does (${subject}) do`, 'what is $1 doing'],
  [`what do (${subject}) do`, 'what are $1 doing'],
];

const places: readonly Shape[] = [
  ['show me where (.+) (is|are)', 'where $2 $1'],
  ['where (?:is|are) (?!i\\b|we\\b|you\\b).+', literally],
  [`what (?:is|are|(?:do|can) you see) ${place} ${person}`, literally],
];

const scenes: readonly Shape[] = [
  [
    `(?:(?:is|are|was|were) (?:[a-z]+ ){1,4}?)?(?:${inside}|${outside}) or (?:${inside}|${outside})`,
    'is this indoors or outdoors',
  ],
  [`(?:is|are|was|were) ${subject}(?: (?:taken|shot))? ${inside}`, 'is this indoors'],
  [`(?:is|are|was|were) ${subject}(?: (?:taken|shot))? ${outside}`, 'is this outdoors'],
  [`(?:is|are|was|were) ${subject} (?:an? )?(in|out)door ${scene}`, 'is this $1doors'],
];

const people: readonly Shape[] = [
  ['is there (?:any|some)(?:one|body)|is (?:any|some)(?:one|body) (?:there|here|visible)', 'is there a person'],
];

const times: readonly Shape[] = [
  ['(?:(?:what|which) )?(?:time|part) of (?:the )?day\\b.*', 'what time of day is it'],
  [
    `(?:(?:is|was) (?:it|this|the photo) )?(?:taken )?(?:at |during |by )?(?:the )?${light} or (?:at |by )?${light}`,
    'is it day or night',
  ],
  [`(?:is|was) (?:it|this|the photo)(?: taken)?(?: (?:at|during|in|by))?(?: the)? ${light}`, 'is it day or night'],
];

const kinds: readonly Shape[] = [
  ['(?:what|which) (?:(?:kind|type|sort|species) of )?animals?\\b.*|what is the animal', 'what animal is in the photo'],
  [`what (?:breed|kind|type|sort)(?: of [a-z]+)? (?:is|are) ${subject}`, literally],
  ['what is the (?:main )?(?:object|subject|thing|motif)', 'what is the main object'],
  [
    '(?:what|which) (?:objects|things|items)\\b.*|(?:list|name|find)(?: all| everything| every| the)*(?: objects| things| items)?(?: you (?:can )?see)?',
    'what is in the photo',
  ],
  ['what (?:is|are) (?:it|this|that|these|those|they)(?: things?| objects?)?', literally],
];

const states: readonly Shape[] = [
  ['is it (?:raining|snowing|sunny|cloudy|foggy|windy|rainy|snowy|stormy)', literally],
  [`(?:is|are) ${subject} (?:(?!${unseen.replace('wearing|', '')}\\b)[a-z]{2,}ing\\b.*|${colour})`, literally],
  [`(?:is|are) ${subject} ${place} (?:an?|the|this|that|my|his|her|its|their) .+`, literally],
  [`(?:does|do) ${subject} (?:wear|have|hold|carry|ride) (?:an?|any|the|his|her) .+`, literally],
  ['(?:is|are) there .*\\b(?:any|some)(?:one|body)\\b.*', literally],
  ["(?:is|are) there (?:an?|any|the|people)(?: [a-z'-]+){6,}", literally],
];

const others: readonly Shape[] = [
  [`what (?:sport|game) (?:is|are) (${subject}) (?:playing|doing)`, 'what are $1 doing'],
  [`what (is|are) (${subject}) (?!${unseen}\\b)[a-z]+ing(?: ${place}| to)?`, 'what $1 $2 doing'],
  ['is (?:it|this|that)(?: (?:at|the|a))* (?:dark|daylight|bright outside)', 'is it day or night'],
  ['(?:is (?:it|this) )?(?:morning|noon|afternoon|evening|sunset|sunrise) or [a-z]+', 'what time of day is it'],
  ['is (?:it|this|that)(?: (?:at|the|a))* (?:sunset|sunrise|dawn|dusk|evening|morning|noon)', 'what time of day is it'],
];

const patternOf = (source: string): RegExp => new RegExp(`^(?:${source})$`);
const compiled = [
  ...[counts, colours, doings, places, scenes, people, times, kinds, states].flatMap((shapes) =>
    shapes.map(([source, question]) => ({ pattern: patternOf(source), question, turned: false })),
  ),
  ...others.map(([source, question]) => ({ pattern: patternOf(source), question, turned: true })),
];

const takenIn = /^(?:is|was|are|were) .*\b(?:taken|shot) (?:in|on|at) ((?:an?|the) [a-z]+)$/;

/** Null where the decoder has learnt nothing like it. @param text a plain question */
export function asShaped(text: string): ShapedQuestion | null {
  const scenery = takenIn.exec(text)?.[1];
  if (scenery !== undefined) return { question: `is there ${withArticle(scenery)}?`, turned: true };
  const asked = withoutPhotoNames(text);
  const found = compiled.find(({ pattern }) => pattern.test(asked));
  if (found === undefined) return null;
  return { question: `${asked.replace(found.pattern, found.question)}?`, turned: found.turned };
}
