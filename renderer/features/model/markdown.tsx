import { createElement, type ReactNode } from 'react';
import { useSession } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import type { Inline } from './parse-inline.ts';
import type { Block } from './parse-markdown.ts';
import './markdown.css';

interface MarkdownProps {
  readonly blocks: readonly Block[];
  /** The level that the text's own first level becomes. */
  readonly topLevel: number;
  /** Names its tables, counted from 1, for screen readers. */
  readonly labelTable: (number: number) => string;
}

/** A text of headings, paragraphs, lists and tables. */
export function Markdown({ blocks, topLevel, labelTable }: MarkdownProps): ReactNode {
  const tables = blocks.filter(({ type }) => type === 'table');
  return (
    <div className="markdown">
      {blocks.map((block, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the blocks of a text never change places
        <BlockView key={index} block={block} topLevel={topLevel} label={labelTable(tables.indexOf(block) + 1)} />
      ))}
    </div>
  );
}

interface BlockViewProps {
  readonly block: Block;
  readonly topLevel: number;
  readonly label: string;
}

function BlockView({ block, topLevel, label }: BlockViewProps): ReactNode {
  switch (block.type) {
    case 'heading':
      return createElement(`h${Math.min(6, block.level + topLevel - 1)}`, null, <Run content={block.content} />);
    case 'paragraph':
      return (
        <p>
          <Run content={block.content} />
        </p>
      );
    case 'list':
      return createElement(block.ordered ? 'ol' : 'ul', null, <Items items={block.items} />);
    case 'code':
      return <pre>{block.text}</pre>;
    case 'table':
      return <Table block={block} label={label} />;
  }
}

type Runs = readonly (readonly Inline[])[];

function Items({ items }: { items: Runs }): ReactNode {
  return items.map((content, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- see above
    <li key={index}>
      <Run content={content} />
    </li>
  ));
}

/** Wide tables scroll by themselves, with the keyboard too. */
function Table({ block, label }: { block: Extract<Block, { type: 'table' }>; label: string }): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls has to be reached with Tab
    <div className="markdown-table" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <Cells cells={block.head} tag="th" />
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- see above
            <tr key={index}>
              <Cells cells={row} tag="td" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cells({ cells, tag }: { cells: Runs; tag: 'th' | 'td' }): ReactNode {
  return cells.map((content, index) =>
    // An empty heading cell would be a heading without words.
    createElement(content.length === 0 ? 'td' : tag, { key: index }, <Run content={content} />),
  );
}

const tags = { strong: 'strong', emphasis: 'em', code: 'code' } as const;

function Run({ content }: { content: readonly Inline[] }): ReactNode {
  return content.map((piece, index) => {
    if (piece.type === 'text') return piece.text;
    // oxlint-disable-next-line react/no-array-index-key -- see above
    if (piece.type === 'link') return <WebLink key={index} url={piece.url} text={piece.text} />;
    return createElement(tags[piece.type], { key: index }, piece.text);
  });
}

/** Opens in the person's own browser, never inside the app. */
function WebLink({ url, text }: { url: string; text: string }): ReactNode {
  const { desktop } = useSession();
  const report = useReportError();
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        if (desktop === null) return;
        event.preventDefault();
        void desktop.openExternal({ url }).catch(report);
      }}
    >
      {text}
    </a>
  );
}
