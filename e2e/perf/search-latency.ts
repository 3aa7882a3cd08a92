import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase, type ReadableDb } from '../../main/store/database.ts';
import { vectorsAfter } from '../../main/store/index-results.ts';
import { fillLibrary } from '../../main/store/testing/fill-library.ts';
import { firstResult, type FirstResult } from './first-result.ts';
import { loadStarter, openInferenceAlone, openWholeEngine } from './open-parts.ts';
import { sampleQueries, openSampleVectors } from './sample-vectors.ts';
import { median, p95 } from './statistics.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';

export interface SearchLatency {
  readonly vectors: number;
  readonly filtered: boolean;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Medians of the parts. */
  readonly parts: {
    readonly encodeMs: number;
    readonly scanMs: number;
    readonly wordsMs: number;
    readonly factsMs: number;
  };
  /** Share of the exact float32 top 50 that the search found. */
  readonly recall: number;
}

const rounds = 4;
const top = 50;
const recallQueries = 5;
const onePercent = ' camera:leica';

/** Searches in libraries of these sizes, and how soon after a start the first one is answered. */
export async function measureSearch(
  sizes: readonly number[],
): Promise<{ search: SearchLatency[]; start: FirstResult[] }> {
  const search: SearchLatency[] = [];
  const start: FirstResult[] = [];
  const sample = await openSampleVectors();
  const { modelKey } = await loadStarter();
  for (const photos of sizes) {
    await using folder = await temporaryFolder();
    const library = join(folder.path, 'library');
    await mkdir(library);
    const db = openDatabase(join(library, 'library.db'));
    fillLibrary(db, { photos, modelKey, vectorOf: sample.vectorOf });
    db.close();
    start.push(await firstResult(library, photos));
    search.push(await measureQueries(library, photos, ''), await measureQueries(library, photos, onePercent));
  }
  return { search, start };
}

async function measureQueries(library: string, photos: number, filter: string): Promise<SearchLatency> {
  const found = new Map<string, string[]>();
  const pages: { totalMs: number; timings: SearchLatency['parts'] }[] = [];
  {
    await using whole = await openWholeEngine(library);
    const query = (text: string) =>
      whole.engine.search.query({ text: text + filter, limit: top, minimumProbability: 0 });
    await query('a warm-up');
    for (let round = 0; round < rounds; round++) {
      for (const text of sampleQueries) {
        const started = performance.now();
        const page = await query(text);
        pages.push({ totalMs: performance.now() - started, timings: page.timings });
        found.set(
          text,
          page.hits.map(({ photo }) => photo.photoId),
        );
      }
    }
  }
  const totals = pages.map(({ totalMs }) => totalMs);
  const part = (name: keyof SearchLatency['parts']): number => median(pages.map(({ timings }) => timings[name]));
  return {
    vectors: photos,
    filtered: filter !== '',
    medianMs: median(totals),
    p95Ms: p95(totals),
    parts: { encodeMs: part('encodeMs'), scanMs: part('scanMs'), wordsMs: part('wordsMs'), factsMs: part('factsMs') },
    recall: await measureRecall(library, found, filter !== ''),
  };
}

/** Compares what was found with a plain float32 scan over the stored vectors. */
async function measureRecall(
  library: string,
  found: ReadonlyMap<string, readonly string[]>,
  filtered: boolean,
): Promise<number> {
  const model = await loadStarter();
  await using inference = openInferenceAlone(model);
  const texts = [...found.keys()].slice(0, recallQueries);
  const { dim, vectors } = await inference.lane('interactive').embedTexts({ modelId: model.manifest.id, texts });
  const db = openDatabase(join(library, 'library.db'));
  const best = exactBest(db, {
    modelKey: model.modelKey,
    queries: vectors,
    dim,
    keep: (id) => !filtered || id % 100 === 1,
  });
  db.close();
  const shares = best.map((exact, index) => {
    const hits = new Set(found.get(texts[index]!));
    return exact.filter((id) => hits.has(String(id))).length / exact.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

interface ExactOptions {
  readonly modelKey: string;
  /** [queries, dim] flat. */
  readonly queries: Float32Array;
  readonly dim: number;
  keep(photoId: number): boolean;
}

function exactBest(db: ReadableDb, { modelKey, queries, dim, keep }: ExactOptions): number[][] {
  const scores: { id: number; score: number }[][] = Array.from({ length: queries.length / dim }, () => []);
  for (let after = 0; ;) {
    const page = vectorsAfter(db, modelKey, { after, limit: 5000 });
    for (const { photoId, vector } of page) {
      if (!keep(photoId)) continue;
      scores.forEach((list, query) => list.push({ id: photoId, score: dot(queries, query * dim, vector) }));
    }
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.photoId;
  }
  const exactTop = (list: { id: number; score: number }[]): number[] =>
    list
      .sort((left, right) => right.score - left.score || left.id - right.id)
      .slice(0, top)
      .map(({ id }) => id);
  return scores.map(exactTop);
}

function dot(queries: Float32Array, from: number, vector: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at++) sum += queries[from + at]! * vector[at]!;
  return sum;
}
