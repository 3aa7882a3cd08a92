/** @file `npm run bench:memory`: memory over load, use and unload of every model, and over 2,000 photos of mixed sizes. */
import { measureIndexingMemory } from '../e2e/perf/indexing-memory.ts';
import { describeMachine } from '../e2e/perf/machine.ts';
import { measureModelCycles } from '../e2e/perf/model-cycles.ts';
import { noResidentMemory } from '../e2e/perf/resident-memory.ts';

const photos = 2000;
const megabytes = (value: number): string => `${value.toFixed(0)} MB`;
const growth = (early: number, late: number): string => `${((late / early - 1) * 100).toFixed(1)} %`;

if (noResidentMemory !== null) throw new Error(noResidentMemory);
console.log(`Machine: ${describeMachine()}.\n`);
console.log(
  '| Ten times loaded, used, unloaded | in use, 2nd to 4th | last three | growth | unloaded | last three | growth |',
);
console.log('|---|---|---|---|---|---|---|');
for (const { model, usedMB, idleMB } of await measureModelCycles()) {
  const cells = [usedMB, idleMB].flatMap(({ early, late }) => [megabytes(early), megabytes(late), growth(early, late)]);
  console.log(`| ${model} | ${cells.join(' | ')} |`);
}
const [second, third, last] = (await measureIndexingMemory(photos)).quartersMB;
console.log(
  `\n| Indexing ${photos} photos of mixed sizes | 2nd quarter | 3rd | last | growth |\n|---|---|---|---|---|`,
);
console.log(
  `| engine and its processes | ${[second, third, last].map(megabytes).join(' | ')} | ${growth(second, last)} |`,
);
