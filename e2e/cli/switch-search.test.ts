import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { ModelId } from '../../app/contract/ids.ts';
import type { Engine } from '../../app/contract/index.ts';
import type { SearchPage } from '../../app/contract/search.ts';
import { openDatabase } from '../../main/store/database.ts';
import { vectorSet } from '../../main/store/vector-sets.ts';
import { installReplica } from '../../main/testing/install-replica.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { createClipReplica } from '../../models/clip/testing/replica.ts';
import { modelKeyOf } from '../../models/manifest.ts';
import { colours, drawPhotos, writeIndexedLibrary } from '../fixtures/indexed-library.ts';
import { startEngineHost } from '../fixtures/engine-host.ts';

const photoCount = 5000;
/** Added while the switch goes on. */
const later = 30;
const starter = 'starter/starter-0' as ModelId;
/** A search looks at this many by meaning; with no cut-off it answers with as many. */
const mostByMeaning = 2000;
const pauseMs = 25;
const limitMs = 240_000;

type Answer = Pick<SearchPage, 'state' | 'model' | 'total'> & { readonly best: string | undefined };

async function ask(engine: Engine, colour: string): Promise<Answer> {
  const { state, model, total, hits } = await engine.search.query({ text: colour, minimumProbability: 0, limit: 1 });
  return { state, model, total, best: hits[0]?.photo.name };
}

/** Searches on and on until `done`, as somebody would who does not care about models. */
async function searchUntil(engine: Engine, done: () => Promise<boolean>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (;;) {
    answers.push(await ask(engine, colours[answers.length % colours.length]!));
    if (answers.length % 10 === 0) {
      expect((await switchJob(engine))?.failure).toBeNull();
      if (await done()) return answers;
    }
    await delay(pauseMs);
  }
}

test(
  'switching the search model of 5,000 photos, killed half way: no search fails or is empty, and it goes on',
  async () => {
    await using folder = await temporaryFolder();
    const [photos, library, camera] = ['photos', 'library', 'camera'].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ];
    await writeIndexedLibrary({ photos, library }, photoCount);
    const replica = createClipReplica();
    await installReplica(join(library, 'models'), replica);
    const clip = replica.manifest.id;
    const answers: Answer[] = [];

    {
      await using host = await startEngineHost(library);
      const { engine } = host;
      await engine.models.use({ use: 'search', modelId: clip });
      const halfWay = async () => ((await engine.models.list({})).search.next?.done ?? 0) > photoCount / 2;
      answers.push(...(await searchUntil(engine, halfWay)));
      expect((await engine.models.list({})).search).toMatchObject({ active: starter, next: { total: photoCount } });
      await host.kill();
    }
    const before = vectorsIn(library, modelKeyOf(replica.manifest));
    expect(before).toBeGreaterThan(photoCount / 2);
    expect(before).toBeLessThan(photoCount);

    await using host = await startEngineHost(library);
    const { engine } = host;
    const search = async () => (await engine.models.list({})).search;
    answers.push(await ask(engine, 'red'));
    expect(answers.at(-1)!.model).toBe(starter);
    await drawPhotos(camera, { count: later, from: photoCount });
    await engine.library.add({ paths: [camera] });
    answers.push(...(await searchUntil(engine, async () => (await search()).active === clip)));
    for (const colour of colours) answers.push(await ask(engine, colour));

    for (const { state, total } of answers) expect({ state, total }).toEqual({ state: 'found', total: mostByMeaning });
    const models = answers.map(({ model }) => model);
    expect(models.slice(models.indexOf(clip))).not.toContain(starter);
    expect(new Set(models)).toEqual(new Set([starter, clip]));
    const byClip = answers.slice(-colours.length).map(({ best }) => colours[Number(best?.split('-')[0])]);
    expect(byClip).toEqual(colours);
    expect(vectorsIn(library, modelKeyOf(replica.manifest))).toBe(photoCount + later);
    const { indexed, ...job } = (await switchJob(engine))!;
    expect(job).toMatchObject({ state: 'finished', failed: 0, skipped: 0 });
    expect(indexed).toBeGreaterThanOrEqual(photoCount - before);
    expect(indexed).toBeLessThanOrEqual(photoCount - before + later);
    console.log(`${answers.length} searches; killed with ${before} of ${photoCount} vectors made`);

    await engine.models.use({ use: 'search', modelId: starter });
    await vi.waitFor(async () => expect((await search()).active).toBe(starter), limitMs);
    expect(await switchJob(engine)).toMatchObject({ state: 'finished', indexed: 0 });
  },
  limitMs,
);

async function switchJob(engine: Engine) {
  const controller = new AbortController();
  for await (const event of engine.jobs.watch({}, { signal: controller.signal }))
    if (event.type === 'snapshot') return event.jobs.findLast(({ kind }) => kind === 'switch_search');
  throw new Error('The host ended.');
}

function vectorsIn(library: string, modelKey: string): number {
  const db = openDatabase(join(library, 'library.db'));
  try {
    return vectorSet(db, modelKey).vectors;
  } finally {
    db.close();
  }
}
