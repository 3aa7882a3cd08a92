import type { Alignment } from './models.ts';

/** A measured model as a line of a table to keep. */
export interface QualityRow {
  readonly alignment: Alignment;
  /** What the alignment or the device's probe measured last; null where neither has. */
  readonly photosPerSecond: number | null;
  readonly sizeBytes: number;
}

const columns = [
  'model',
  'source',
  'photos',
  'text_to_image_recall_at_1',
  'text_to_image_recall_at_5',
  'text_to_image_recall_at_10',
  'text_to_image_median_rank',
  'image_to_text_recall_at_1',
  'image_to_text_recall_at_5',
  'image_to_text_recall_at_10',
  'image_to_text_median_rank',
  'chance_at_10',
  'photos_per_second',
  'size_bytes',
  'measured',
] as const;

/** One line a model with every number as it was measured, in RFC 4180's form. */
export function toCsv(rows: readonly QualityRow[]): string {
  const lines = [columns, ...rows.map(cells)];
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

/** The same as a table to paste into a report. */
export function toMarkdown(rows: readonly QualityRow[], title: string): string {
  const lines = rows.map((each) => row(cells(each).map(escaped)));
  const head = [row(columns), row(columns.map(() => '---'))];
  return [`# ${title}`, '', ...head, ...lines, ''].join('\n');
}

function cells({ alignment, photosPerSecond, sizeBytes }: QualityRow): string[] {
  const { modelId, source, pairs, textToImage, imageToText, chanceAt10, measuredMs } = alignment;
  const ways = [textToImage, imageToText].flatMap(({ recallAt1, recallAt5, recallAt10, medianRank }) => [
    recallAt1.toFixed(4),
    recallAt5.toFixed(4),
    recallAt10.toFixed(4),
    String(medianRank),
  ]);
  const speed = photosPerSecond === null ? '' : photosPerSecond.toFixed(2);
  const measured = new Date(measuredMs).toISOString();
  return [modelId, source, String(pairs), ...ways, chanceAt10.toFixed(4), speed, String(sizeBytes), measured];
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const escaped = (cell: string): string => cell.replaceAll('|', '\\|');
