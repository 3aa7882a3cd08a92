import { parseInline, type Inline } from './parse-inline.ts';

/** A block of a model card. */
export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly type: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly type: 'code'; readonly text: string }
  | {
      readonly type: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

const heading = /^(#{1,6})\s+(.*)$/;
const listItem = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const tableRule = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const fence = /^\s*```/;

/** Reads the part of Markdown that model cards are written in; anything else stays as plain text. */
export function parseMarkdown(markdown: string): Block[] {
  const lines = markdown.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    if (lines[at]!.trim() === '') {
      at++;
      continue;
    }
    const { block, next } = readBlock(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

interface Read {
  readonly block: Block;
  /** The line after the block. */
  readonly next: number;
}

function readBlock(lines: readonly string[], at: number): Read {
  const line = lines[at]!;
  const title = heading.exec(line);
  if (title !== null) {
    const content = parseInline(title[2]!.trim());
    return { block: { type: 'heading', level: title[1]!.length, content }, next: at + 1 };
  }
  if (fence.test(line)) return readCode(lines, at);
  if (line.includes('|') && tableRule.test(lines[at + 1] ?? '')) return readTable(lines, at);
  if (listItem.test(line)) return readList(lines, at);
  return readParagraph(lines, at);
}

function readCode(lines: readonly string[], at: number): Read {
  let next = at + 1;
  while (next < lines.length && !fence.test(lines[next]!)) next++;
  return { block: { type: 'code', text: lines.slice(at + 1, next).join('\n') }, next: next + 1 };
}

function readTable(lines: readonly string[], at: number): Read {
  const rows: Inline[][][] = [];
  let next = at + 2;
  for (; next < lines.length && lines[next]!.includes('|'); next++) rows.push(cellsOf(lines[next]!));
  return { block: { type: 'table', head: cellsOf(lines[at]!), rows }, next };
}

function cellsOf(line: string): Inline[][] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => parseInline(cell.trim().replaceAll(String.raw`\|`, '|')));
}

function readList(lines: readonly string[], at: number): Read {
  const ordered = listItem.exec(lines[at]!)?.[1] !== undefined;
  const items: string[] = [];
  let next = at;
  for (; next < lines.length && lines[next]!.trim() !== ''; next++) {
    const item = listItem.exec(lines[next]!);
    if (item !== null) items.push(item[2]!);
    else if (startsBlock(lines[next]!)) break;
    else items.push(`${items.pop() ?? ''} ${lines[next]!.trim()}`);
  }
  return { block: { type: 'list', ordered, items: items.map(parseInline) }, next };
}

function readParagraph(lines: readonly string[], at: number): Read {
  let next = at + 1;
  while (next < lines.length && lines[next]!.trim() !== '' && !startsBlock(lines[next]!)) next++;
  const text = lines.slice(at, next).map((line) => line.trim());
  return { block: { type: 'paragraph', content: parseInline(text.join(' ')) }, next };
}

const startsBlock = (line: string): boolean => heading.test(line) || fence.test(line) || listItem.test(line);
