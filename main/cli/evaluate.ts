import { readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { z } from 'zod';
import { AlignmentLine } from '../../app/contract/cli-output.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { ModelId } from '../../app/contract/ids.ts';
import { mostPairs, type Alignment, type ModelInfo, type Retrieval } from '../../app/contract/models.ts';
import { toCsv, toMarkdown, type QualityRow } from '../../app/contract/quality-export.ts';
import type { Session } from './session.ts';

export interface EvaluateRequest {
  readonly by: 'caption' | 'keywords' | 'name';
  /** A file of captions instead, its photos beside it. */
  readonly captions?: string;
  /** Search models; the one in use where there are none. */
  readonly modelIds: readonly ModelId[];
  /** Every installed search model instead. */
  readonly all: boolean;
  /** A file to write the numbers to, as CSV or Markdown by its ending. */
  readonly export?: string;
}

const Captions = z.array(z.object({ file: z.string(), captions: z.array(z.string().min(1)).min(1) })).max(mostPairs);

/** `evaluate`: recall of photos by their words and of words by their photos, in the person's own library, model beside model. */
export async function evaluate(request: EvaluateRequest, session: Session): Promise<void> {
  const { engine, local, output, signal } = session;
  const write = request.export === undefined ? null : writerOf(request.export);
  const pairs = request.captions === undefined ? null : await readPairs(request.captions);
  const { models, search } = await engine.models.list({});
  const rows: QualityRow[] = [];
  for (const modelId of chosen(request, models, search.active)) {
    output.status(`Measuring ${modelId}: photos that it has not seen are shown to it first`);
    const alignment =
      pairs === null
        ? await engine.models.evaluate({ source: request.by, modelId }, { signal })
        : await local.evaluate({ pairs, modelId }, { signal });
    output.status('');
    output.object(AlignmentLine, { type: 'alignment', ...alignment });
    report(alignment, session);
    const sizeBytes = models.find((model) => model.modelId === modelId)?.sizeBytes ?? 0;
    rows.push({ alignment, photosPerSecond: alignment.photosPerSecond, sizeBytes });
  }
  if (rows.length > 1) sideBySide(rows, session);
  await write?.(rows);
}

function chosen({ modelIds, all }: EvaluateRequest, models: readonly ModelInfo[], active: ModelId): readonly ModelId[] {
  if (!all) return modelIds.length > 0 ? modelIds : [active];
  return models
    .filter(({ tasks, state }) => tasks.includes('search') && state === 'installed')
    .map(({ modelId }) => modelId);
}

/** Known before anything is measured, so that a wrong name costs no time. */
function writerOf(file: string): (rows: readonly QualityRow[]) => Promise<void> {
  const format = formats[extname(file).toLowerCase()];
  if (format === undefined)
    throw new AppError('invalid_input', `Expected a file that ends in .csv or .md but received ${file}.`);
  return (rows) =>
    writeFile(file, format(rows)).catch((cause: unknown) => {
      throw new AppError('permission_denied', `${file} cannot be written. Choose another place.`, { cause });
    });
}

const formats: Readonly<Record<string, (rows: readonly QualityRow[]) => string>> = {
  '.csv': toCsv,
  '.md': (rows) => toMarkdown(rows, 'How well search models know these photos'),
};

async function readPairs(file: string): Promise<{ path: string; text: string }[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('not_found', `There is no file ${file} to read captions from.`, { cause });
  });
  const parsed = Captions.safeParse(parseJson(text));
  if (!parsed.success) {
    const message = `Expected [{ "file": ..., "captions": [...] }] in ${file} (${z.prettifyError(parsed.error)}).`;
    throw new AppError('invalid_input', message);
  }
  // The library knows files by their real paths.
  const folder = dirname(await realpath(file));
  return parsed.data.map(({ file: photo, captions }) => ({ path: resolve(folder, photo), text: captions[0]! }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const sources = { caption: 'captions', keywords: 'keywords', name: 'file names', given: 'captions of the file' };

function report(alignment: Alignment, { output }: Session): void {
  const { modelId, pairs, source, textToImage, imageToText, chanceAt10, seconds, photosPerSecond } = alignment;
  output.text(`${modelId} on ${pairs} photos by their ${sources[source]} (${seconds.toFixed(1)} s):`);
  output.text(`  words to photo  ${describe(textToImage)}`);
  output.text(`  photo to words  ${describe(imageToText)}`);
  output.text(`  by chance R@10 would be ${percent(chanceAt10)}`);
  if (photosPerSecond !== null) output.text(`  it sees ${photosPerSecond.toFixed(1)} photos/s, without reading files`);
}

/** R@10 of one way beside the other, best first. */
function sideBySide(rows: readonly QualityRow[], { output }: Session): void {
  const width = Math.max(...rows.map(({ alignment }) => alignment.modelId.length));
  output.text(`\n${'model'.padEnd(width)}  words to photo  photo to words  photos/s`);
  const best = rows.toSorted((a, b) => b.alignment.textToImage.recallAt10 - a.alignment.textToImage.recallAt10);
  for (const { alignment, photosPerSecond } of best) {
    const ways = [alignment.textToImage, alignment.imageToText].map(({ recallAt10 }) =>
      `R@10 ${percent(recallAt10)}`.padEnd(14),
    );
    const speed = photosPerSecond === null ? 'not measured' : photosPerSecond.toFixed(1);
    output.text(`${alignment.modelId.padEnd(width)}  ${ways.join('  ')}  ${speed}`);
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(0)}%`;

function describe({ recallAt1, recallAt5, recallAt10, medianRank }: Retrieval): string {
  return `R@1 ${percent(recallAt1)}  R@5 ${percent(recallAt5)}  R@10 ${percent(recallAt10)}  median rank ${medianRank}`;
}
