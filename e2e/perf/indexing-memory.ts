import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { writeMixedPhotos } from './mixed-photos.ts';
import { openWholeEngine } from './open-parts.ts';
import { residentMB } from './resident-memory.ts';
import { median } from './statistics.ts';

export interface IndexingMemory {
  readonly photos: number;
  /** Megabytes of the engine and all its processes, medians over the second, third and last quarter of the photos. */
  readonly quartersMB: readonly [number, number, number];
}

const sampleMs = 200;

/** Memory while photos of mixed sizes are indexed; the first quarter warms up. */
export async function measureIndexingMemory(photos: number): Promise<IndexingMemory> {
  await using folder = await temporaryFolder();
  const pictures = join(folder.path, 'pictures');
  await mkdir(pictures);
  await writeMixedPhotos(pictures, photos);
  await using whole = await openWholeEngine(join(folder.path, 'library'));
  const { jobId } = await whole.engine.library.add({ paths: [pictures] });
  let done = 0;
  const quarters: number[][] = [[], [], [], []];
  const sampling = setInterval(() => {
    if (done > 0) quarters[Math.min(3, Math.floor((done * 4) / photos))]!.push(residentMB());
  }, sampleMs);
  try {
    for await (const event of whole.engine.jobs.watch({})) {
      const jobs = event.type === 'snapshot' ? event.jobs : [event.job];
      const job = jobs.find((each) => each.jobId === jobId);
      if (job?.progress.phase === 'indexing') done = job.progress.done;
      if (job?.state === 'finished') break;
      if (job?.state === 'failed') throw new Error(job.failure?.message ?? 'The job failed.');
    }
  } finally {
    clearInterval(sampling);
  }
  return { photos, quartersMB: [median(quarters[1]!), median(quarters[2]!), median(quarters[3]!)] };
}
