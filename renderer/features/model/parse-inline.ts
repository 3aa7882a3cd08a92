/** A run of text in a model card. */
export type Inline =
  | { readonly type: 'text' | 'strong' | 'emphasis' | 'code'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly url: string };

const pattern =
  /`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|(?<![\w*])\*(?<emphasis>[^*\s](?:[^*]*[^*\s])?)\*(?![\w*])|\[(?<label>[^\]]+)\]\((?<url>https:\/\/[^\s)]+)\)/g;

/** Reads strong and emphasised words, code and links to the web; all else is text. */
export function parseInline(text: string): Inline[] {
  const pieces: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) pieces.push({ type: 'text', text: text.slice(end, match.index) });
    pieces.push(pieceOf(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ type: 'text', text: text.slice(end) });
  return pieces;
}

function pieceOf(groups: Readonly<Record<string, string | undefined>>): Inline {
  const { code, strong, emphasis, label, url } = groups;
  if (code !== undefined) return { type: 'code', text: code };
  if (strong !== undefined) return { type: 'strong', text: strong };
  if (emphasis !== undefined) return { type: 'emphasis', text: emphasis };
  return { type: 'link', text: label ?? '', url: url ?? '' };
}
