import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startGapMeter, type Gaps } from './gap-meter.ts';
import { writeLargePhotos } from './large-photos.ts';
import { openWholeEngine, untilIdle } from './open-parts.ts';
import { median, p95 } from './statistics.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';

export interface BusyEngine {
  readonly engine: { readonly gapP999Ms: number; readonly worstGapMs: number; readonly controlWorstGapMs: number };
  readonly interactive: {
    readonly idleMedianMs: number;
    readonly busyMedianMs: number;
    readonly busyP95Ms: number;
    readonly searches: number;
  };
}

const queries = ['a dog on the beach', 'mountains under a blue sky', 'people in a street', 'a plate of fruit', 'night'];
const pauseMs = 60;
const idleSearches = 40;

/** The engine's event loop and its searches while it indexes, beside an idle process and an idle engine in the same run. */
export async function measureBusyEngine(photos: number): Promise<BusyEngine> {
  await using folder = await temporaryFolder();
  const [first, second] = [join(folder.path, 'first'), join(folder.path, 'second')];
  await mkdir(first);
  await mkdir(second);
  await writeLargePhotos(first, 16);
  await writeLargePhotos(second, photos);
  await using whole = await openWholeEngine(join(folder.path, 'library'));
  await whole.engine.library.add({ paths: [first] });
  await untilIdle(whole);

  const search = async (index: number): Promise<number> => {
    const started = performance.now();
    await whole.engine.search.query({ text: queries[index % queries.length]!, limit: 50 });
    return performance.now() - started;
  };
  await search(0);
  const idle: number[] = [];
  for (let index = 0; index < idleSearches; index++) idle.push(await paused(() => search(index)));

  const control = startControl();
  await control.started;
  const meter = startGapMeter();
  const finished = new AbortController();
  await whole.engine.library.add({ paths: [second] });
  const done = untilIdle(whole).finally(() => finished.abort());
  const during: number[] = [];
  for (let index = 0; !finished.signal.aborted; index++) during.push(await paused(() => search(index)));
  await done;
  const gaps = meter.stop();
  const controlGaps = await control.stop();
  return {
    engine: { gapP999Ms: gaps.p999Ms, worstGapMs: gaps.worstMs, controlWorstGapMs: controlGaps.worstMs },
    interactive: {
      idleMedianMs: median(idle),
      busyMedianMs: median(during),
      busyP95Ms: p95(during),
      searches: during.length,
    },
  };
}

async function paused<T>(work: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  return work();
}

/** A process that does nothing but measure its own gaps: what the machine does to anyone. */
function startControl() {
  const child = fork(fileURLToPath(new URL('gap-meter.ts', import.meta.url)), ['control'], { execArgv: [] });
  return {
    started: once(child, 'message'),
    async stop(): Promise<Gaps> {
      child.send('stop');
      const [gaps] = (await once(child, 'message')) as [Gaps];
      child.disconnect();
      return gaps;
    },
  };
}
