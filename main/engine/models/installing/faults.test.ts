import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { randomFaults } from '../../../network/testing/faults.ts';
import { seededRandom } from '../../../network/testing/seeded-random.ts';
import { serveReplicas, type ServedReplicas } from '../../../testing/serve-replicas.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { openModels } from '../testing/open-models.ts';
import { sampleModel } from '../testing/sample-model.ts';
import { checkFolder, type FolderCheck } from './testing/check-folder.ts';
import { testShape, testTiming } from './testing/test-network.ts';

const sample = sampleModel({ bytes: 60_000 });
const { id } = sample.manifest;
const seed = Number(process.env['AFTERIMAGE_SEED'] ?? Math.floor(Math.random() * 1e6));

const faults = 200;
const faultsAnInstall = 8;
const mostTries = 40;
const kills = 20;
const pace = { chunkBytes: 2048, pauseMs: 2 };
const longestLifeMs = 250;

/** Bytes on their way that one stop may cost a connection: what is written and not yet recorded, and what is in the sockets. */
const inFlight = testShape.connections * (testShape.recordBytes + 8 * pace.chunkBytes);

it(`through ${faults} random faults every install ends whole or can be gone on with (AFTERIMAGE_SEED=${seed})`, async () => {
  await using served = await serveReplicas([sample], { pace: { ...pace, pauseMs: 0 } });
  let happened = 0;
  for (let round = 0; happened < faults; round++) {
    const most = Math.min(faultsAnInstall, faults - happened);
    happened += await installThroughFaults(served, { seed: seed + round, most });
  }
  expect(happened).toBe(faults);
}, 120_000);

/** Tries until the model is whole; after each try nothing wrong may lie under a loadable name. @returns how many faults happened. */
async function installThroughFaults(served: ServedReplicas, { seed, most }: { seed: number; most: number }) {
  await using library = await temporaryFolder();
  const shape = { ...testShape, recordBytes: testShape.pieceBytes };
  const network = { hubAddress: served.hub.address, proxy: {}, timing: testTiming, shape };
  await using models = await openModels({ root: library.path, network, catalogue: served.catalogue });
  const { plan, happened } = randomFaults({ seed, rate: 0.4, most });
  served.hub.misbehave(plan);
  const before = served.hub.served.length;
  let failures = 0;
  for (let tries = 0; ; tries++) {
    expect(tries, `tries with seed ${seed}`).toBeLessThan(mostTries);
    const { state, failure } = await models.install(id);
    const check = await checkFolder(library.path, sample);
    const now = (await models.info(id)).state;
    const told = `seed ${seed}, try ${tries}: ${failure?.message ?? state}`;
    expect(check.wrong, told).toEqual([]);
    expect([check.installed, now], told).toEqual(
      state === 'finished' ? [true, 'installed'] : [false, expect.stringMatching(/^(partial|available)$/)],
    );
    if (state === 'finished') break;
    failures += 1;
  }
  const fetched = served.hub.served.slice(before).reduce((sum, { start, end }) => sum + end - start, 0);
  const damaged = happened.filter(({ kind }) => kind === 'wrong_bytes').length * 60_000;
  const refused = happened.filter(({ kind }) => kind === 'wrong_size').length * testShape.pieceBytes;
  expect(fetched, `bytes with seed ${seed}`).toBeLessThanOrEqual(size() + damaged + refused + failures * inFlight);
  return happened.length;
}

it(`killed ${kills} times, installs go on where they stopped and fetch nothing twice (AFTERIMAGE_SEED=${seed})`, async () => {
  await using served = await serveReplicas([sample], { pace });
  const random = seededRandom(seed);
  let killed = 0;
  let halfWay = 0;
  while (killed < kills) {
    await using library = await temporaryFolder();
    const root = join(library.path, 'models');
    const before = served.hub.served.length;
    const states = await killUntilWhole({ root, served, random, most: kills - killed });
    killed += states.length;
    halfWay += states.filter(({ begun, installed }) => begun && !installed).length;
    expect(await checkFolder(root, sample)).toEqual({ begun: false, installed: true, wrong: [] });
    const fetched = served.hub.served.slice(before).reduce((sum, { start, end }) => sum + end - start, 0);
    expect(fetched, `bytes through ${states.length} kills`).toBeLessThanOrEqual(size() + states.length * inFlight);
  }
  expect(killed).toBe(kills);
  expect(halfWay, 'kills that struck an installation').toBeGreaterThan(kills / 4);
}, 120_000);

interface Killing {
  readonly root: string;
  readonly served: ServedReplicas;
  readonly random: () => number;
  readonly most: number;
}

/** Starts the installation and kills it at random until one start comes to its end. @returns what each kill left. */
async function killUntilWhole({ root, served, random, most }: Killing): Promise<FolderCheck[]> {
  const script = fileURLToPath(new URL('testing/install-process.ts', import.meta.url));
  const states: FolderCheck[] = [];
  for (;;) {
    const child = fork(script, [root, served.hub.address, served.catalogue, id], { stdio: 'inherit' });
    const exited = once(child, 'exit').then(() => 'ended without a word');
    await once(child, 'message');
    const ended = once(child, 'message').then(([message]: unknown[]) => message);
    const lives = states.length < most ? delay(random() * longestLifeMs, 'kill') : new Promise<never>(() => undefined);
    const outcome = await Promise.race([ended, lives, exited]);
    if (outcome === 'kill') child.kill('SIGKILL');
    await exited;
    const left = await checkFolder(root, sample);
    expect(left.wrong, `after ${states.length + 1} kills`).toEqual([]);
    if (outcome === 'kill') {
      states.push(left);
      continue;
    }
    expect(outcome).toBe('finished');
    return states;
  }
}

/** Bytes of the files that an install fetches. */
const size = (): number =>
  [...sample.files].reduce((sum, [path, { length }]) => sum + (path.includes('fp16') ? 0 : length), 0);
