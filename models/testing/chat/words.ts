/** @file The language of the chat replicas: every word they know, and what each word's embedding says. */

/** Colours by the signs of red, green and blue, red being the highest bit. */
export const colours = ['black', 'blue', 'green', 'cyan', 'red', 'magenta', 'yellow', 'white'] as const;
export type Colour = (typeof colours)[number];

/** Sums are told modulo this prime. */
export const modulus = 23;
const numbers = Array.from({ length: modulus }, (_, number) => String(number));

const spoken =
  'what colour is it this that these and now the a photo picture count ? . : , in of with shows one second Describe short sentence'.split(
    ' ',
  );

/** What the family's own signs do in the prompt. */
export interface Signs {
  /** Tokens of the family in the order of their ids, which come after those of the words. */
  readonly special: readonly string[];
  readonly image: string;
  /** A photo's first image token stands right after this sign. */
  readonly opens: string;
  /** The sign or word after which the answer begins, and how many more tokens the template writes before it does. */
  readonly answers: string;
  readonly answersOffset: number;
  readonly end: string;
  /** Words of the template beside `spoken`. */
  readonly templateWords: readonly string[];
  /** Words that tell the task, by its number; `count` is task 1 where they are left out. */
  readonly tasks?: ReadonlyMap<string, number>;
}

/** What a token's embedding holds, by channel. A photo's features hold the same. */
export const channels = { weight: 0, answers: 1, opens: 2, task: 3, image: 4, red: 5, green: 6, blue: 7 } as const;
export const hiddenSize = 8;

export class Words {
  readonly signs: Signs;
  readonly tokens: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;

  constructor(signs: Signs) {
    this.signs = signs;
    this.tokens = ['<unk>', ...colours, ...numbers, 'nothing', ...spoken, ...signs.templateWords, ...signs.special];
    this.#ids = new Map(this.tokens.map((token, id) => [token, id]));
  }

  id(token: string): number {
    const id = this.#ids.get(token);
    if (id === undefined) throw new Error(`The replicas do not know the word ${token}.`);
    return id;
  }

  /** Every token weighs something, so that none can be lost or moved without changing a sum. */
  static weightOf = (id: number): number => 1 + ((id * 7) % 9);

  /** [tokens, hiddenSize]. */
  embeddings(): number[] {
    const tasks = this.signs.tasks ?? new Map([['count', 1]]);
    return this.tokens.flatMap((token, id) => {
      const row = Array<number>(hiddenSize).fill(0);
      row[channels.weight] = Words.weightOf(id);
      row[channels.answers] = token === this.signs.answers ? 1 : 0;
      row[channels.opens] = token === this.signs.opens ? 1 : 0;
      row[channels.task] = tasks.get(token) ?? 0;
      return row;
    });
  }
}
