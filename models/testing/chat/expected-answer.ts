/** @file What a replica must answer, worked out from the prompt as its family's documents give it, without the library. */
import { modulus, Words, type Colour } from './words.ts';

/** Text of a prompt, or the weights of the features that stand in the places of image tokens. */
export type PromptPiece = string | readonly number[];

export interface ExpectedPrompt {
  readonly pieces: readonly PromptPiece[];
  /** Colours of the photos in order. */
  readonly colours: readonly Colour[];
  /** Position of each token of the prompt; their index where it is left out. */
  readonly positions?: readonly number[];
  /** Position of the answer's first token; the prompt's length where it is left out. */
  readonly answerPosition?: number;
}

/** Each token in its layers' caches: (position + 1) x weight, and 3 x the doubled weight + the weight. */
const share = (weight: number, position: number): number => (position + 1) * weight + 7 * weight;

export function expectedAnswer(words: Words, expected: ExpectedPrompt): string {
  const { pieces, colours } = expected;
  const weights = pieces.flatMap((piece) =>
    typeof piece === 'string' ? split(words, piece).map((token) => Words.weightOf(words.id(token))) : piece,
  );
  const said = colours.length === 0 ? ['nothing'] : colours;
  const positions = expected.positions ?? weights.map((_, index) => index);
  const start = expected.answerPosition ?? weights.length;
  const prompt = weights.reduce((sum, weight, index) => sum + share(weight, positions[index]!), 0);
  const answer = said.reduce((sum, word, index) => sum + share(Words.weightOf(words.id(word)), start + index), 0);
  return [...said, (((prompt + answer) % modulus) + modulus) % modulus].join(' ');
}

/** Signs of the family, words, and punctuation. */
function split({ signs }: Words, text: string): string[] {
  const special = signs.special.map((sign) => sign.replaceAll(/[|\\{}()[\]^$+*?.]/g, String.raw`\$&`)).join('|');
  return [...text.matchAll(new RegExp(`${special}|\\w+|[^\\w\\s]+`, 'g'))].map(([token]) => token);
}
