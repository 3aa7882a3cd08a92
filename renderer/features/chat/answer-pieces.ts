/** A run of words, or a photo that the answer names. */
export type AnswerPiece =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'photo'; readonly number: number; readonly at: number };

/** Cuts `[photo N]` out of an answer where there is an Nth photo; anything else stays text. */
export function answerPieces(text: string, photoCount: number): AnswerPiece[] {
  const pieces: AnswerPiece[] = [];
  let at = 0;
  const addText = (end: number): void => {
    if (end > at) pieces.push({ kind: 'text', text: text.slice(at, end), at });
  };
  for (const match of text.matchAll(/\[photo (\d{1,2})\]/gi)) {
    const number = Number(match[1]);
    if (number < 1 || number > photoCount) continue;
    addText(match.index);
    pieces.push({ kind: 'photo', number, at: match.index });
    at = match.index + match[0].length;
  }
  addText(text.length);
  return pieces;
}

/** What is safe to show of a text that is still coming: a reference that has only begun waits. */
export function withoutOpenReference(text: string): string {
  return text.replace(/\[(p(h(o(t(o( \d{0,2})?)?)?)?)?)?$/i, '');
}
