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
  /** Positions of the answer's tokens; they go on from the prompt's length where it is left out. */
  readonly answerPosition?: (index: number) => number;
  /** What else the family's layers add, given the weights of all tokens in order. */
  readonly beside?: (weights: readonly number[]) => number;
}

/** What a chat replica answers: the photos' colours, or `nothing`, and the sum of all that came before. */
export function expectedAnswer(words: Words, { pieces, colours, ...expected }: ExpectedPrompt): string {
  const said = colours.length === 0 ? ['nothing'] : colours;
  const prompt = pieces.flatMap((piece) => weightsOf(words, piece));
  const answerPosition = expected.answerPosition ?? ((index) => prompt.length + index);
  const positions = [...(expected.positions ?? prompt.keys()), ...said.map((_, index) => answerPosition(index))];
  const weights = [...prompt, ...weightsOf(words, said.join(' '))];
  return [...said, positive(expectedSum(weights, positions) + (expected.beside?.(weights) ?? 0))].join(' ');
}

/** Each token in its layers' caches: (position + 1) x weight, and 3 x the doubled weight + the weight; all modulo 23. */
export function expectedSum(weights: readonly number[], positions: readonly number[] = [...weights.keys()]): number {
  const sum = weights.reduce((sum, weight, index) => sum + (positions[index]! + 8) * weight, 0);
  return positive(sum);
}

const positive = (sum: number): number => ((sum % modulus) + modulus) % modulus;

/** Weights of the tokens of a text. */
export const weightsOf = (words: Words, piece: PromptPiece): readonly number[] =>
  typeof piece === 'string' ? idsOf(words, piece).map(Words.weightOf) : piece;

/** Ids of the tokens of a text: signs of the family, words, and punctuation. */
export function idsOf(words: Words, text: string): number[] {
  const special = words.signs.special.map((sign) => sign.replaceAll(/[|\\{}()[\]^$+*?.]/g, String.raw`\$&`)).join('|');
  const pieces = text.split(new RegExp(`(${special})`));
  const tokens = pieces.flatMap((piece, index) => (index % 2 === 1 ? [piece] : (piece.match(/\w+|[^\w\s]+/g) ?? [])));
  return tokens.map((token) => words.id(token));
}
