/**
 * @file `npm run bench:devices [-- LIBRARY]`: every device of this machine on the built-in model and on each model installed in a
 * library, beside the CPU in the same run.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { processScript, starterDirectory } from '../app/entry/locations.ts';
import { describeMachine } from '../e2e/perf/machine.ts';
import { readDriver } from '../main/inference/devices/driver.ts';
import { probeDevices, type Probe } from '../main/inference/devices/probe-devices.ts';
import { toleranceOf } from '../main/inference/devices/tolerance.ts';
import { loadInstalledModel, loadInstalledModels } from '../main/inference/installed-models.ts';
import { createNodeSpawner } from '../main/platform/node-spawner.ts';
import { silentLogger as logger } from '../main/platform/testing/silent-logger.ts';

const timeLimitMs = 600_000;
const library = process.argv[2];
const modelsRoot = library === undefined ? null : join(library, 'models');
const starter = await loadInstalledModel(starterDirectory(undefined));
const models = [starter, ...(modelsRoot === null ? [] : await loadInstalledModels(modelsRoot))];

console.log(`Machine: ${describeMachine()}.\nDriver: ${await readDriver(process.env)}.\n`);
console.log('| Model | device | outcome | per second | ratio to the CPU | detail |\n|---|---|---|---|---|---|');
for (const model of models) {
  const probe = await probeDevices({
    spawn: createNodeSpawner({ entryPath: processScript, logger }),
    configuration: { modelDirectories: [starter.directory], modelsRoot },
    modelId: model.manifest.id,
    threads: [1, Math.ceil(availableParallelism() / 2), availableParallelism()],
    tolerance: toleranceOf(model),
    timeLimitMs,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  for (const row of rowsOf(probe)) console.log(`| ${[model.modelKey, ...row].join(' | ')} |`);
}

function rowsOf({ trials, unit }: Probe): string[][] {
  const cpu = trials.find(({ device }) => device === 'cpu')?.perSecond ?? Number.NaN;
  return trials.map(({ device, outcome, perSecond, detail }) => [
    device,
    outcome,
    perSecond === null ? '–' : `${perSecond.toPrecision(3)} ${unit}`,
    perSecond === null ? '–' : (perSecond / cpu).toPrecision(3),
    detail,
  ]);
}
