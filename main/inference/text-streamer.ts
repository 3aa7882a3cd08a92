import type { StarterTokenizer } from '../../models/starter/tokenizer.ts';

/** Turns growing ids into text to append, whole words at a time, so that no half word or half character is shown. */
export interface TextStreamer {
  /** Text that has become certain since the last call; empty where no word is complete. */
  push(settled: readonly number[]): string;
  /** The rest. */
  end(ids: readonly number[]): string;
}

export function createTextStreamer(tokenizer: Pick<StarterTokenizer, 'decode'>): TextStreamer {
  let shown = '';
  const advance = (text: string): string => {
    const fresh = text.slice(shown.length);
    shown = text;
    return fresh;
  };
  return {
    push(settled) {
      const text = tokenizer.decode(settled);
      const wordEnd = text.lastIndexOf(' ');
      return wordEnd <= shown.length ? '' : advance(text.slice(0, wordEnd));
    },
    end: (ids) => advance(tokenizer.decode(ids)),
  };
}
