import { readFile, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { AlignmentLine } from '../../app/contract/cli-output.ts';
import { AppError } from '../../app/contract/errors.ts';
import { mostPairs, type Alignment, type Retrieval } from '../../app/contract/models.ts';
import type { Session } from './session.ts';

export interface EvaluateRequest {
  readonly by: 'caption' | 'keywords' | 'name';
  /** A file of captions instead, its photos beside it. */
  readonly captions?: string;
}

const Captions = z.array(z.object({ file: z.string(), captions: z.array(z.string().min(1)).min(1) })).max(mostPairs);

/** `evaluate`: recall of photos by their words and of words by their photos, in the person's own library. */
export async function evaluate({ by, captions }: EvaluateRequest, session: Session): Promise<void> {
  const { engine, local, output, signal } = session;
  const alignment =
    captions === undefined
      ? await engine.models.evaluate({ source: by }, { signal })
      : await local.evaluate({ pairs: await readPairs(captions) }, { signal });
  output.object(AlignmentLine, { type: 'alignment', ...alignment });
  report(alignment, session);
}

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
  const { modelId, pairs, source, textToImage, imageToText, chanceAt10, seconds } = alignment;
  output.text(`${modelId} on ${pairs} photos by their ${sources[source]} (${seconds.toFixed(1)} s):`);
  output.text(`  words to photo  ${describe(textToImage)}`);
  output.text(`  photo to words  ${describe(imageToText)}`);
  output.text(`  by chance R@10 would be ${percent(chanceAt10)}`);
}

const percent = (share: number): string => `${(share * 100).toFixed(0)}%`;

function describe({ recallAt1, recallAt5, recallAt10, medianRank }: Retrieval): string {
  return `R@1 ${percent(recallAt1)}  R@5 ${percent(recallAt5)}  R@10 ${percent(recallAt10)}  median rank ${medianRank}`;
}
