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
      const end = lastWordEnd(text);
      return end <= shown.length ? '' : advance(text.slice(0, end));
    },
    end: (ids) => advance(tokenizer.decode(ids)),
  };
}

/** What ends a word: the space after it, or itself in scripts that are written without spaces. */
const wordEnds = /\s|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001\u3002]/gu;

function lastWordEnd(text: string): number {
  let end = 0;
  for (const { 0: sign, index } of text.matchAll(wordEnds)) end = sign.trim() === '' ? index : index + sign.length;
  return end;
}
