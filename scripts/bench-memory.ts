/** @file `npm run bench:memory [-- --json] [--quick]`: memory over load, use and unload of models, and over 2,000 photos of mixed sizes. */
import { measureIndexingMemory, type IndexingMemory } from '../e2e/perf/indexing-memory.ts';
import { describeMachine } from '../e2e/perf/machine.ts';
import { measureModelCycles, type ModelCycles } from '../e2e/perf/model-cycles.ts';
import { noResidentMemory } from '../e2e/perf/resident-memory.ts';

const photos = 2000;
/** One on onnxruntime itself, one through @huggingface/transformers. */
const quickModels: ReadonlySet<string> = new Set(['starter/starter-0', 'replica/smolvlm']);
const json = process.argv.includes('--json');
const quick = process.argv.includes('--quick');

if (noResidentMemory !== null) throw new Error(noResidentMemory);
const models = await measureModelCycles(({ id }) => !quick || quickModels.has(id));
const indexing = quick ? null : await measureIndexingMemory(photos);
console.log(json ? JSON.stringify({ models, indexing }) : report(models, indexing));

function report(cycles: readonly ModelCycles[], indexed: IndexingMemory | null): string {
  const rows = cycles.map(({ model, usedMB, idleMB }) =>
    row(
      model,
      ...[usedMB, idleMB].flatMap(({ early, late }) => [megabytes(early), megabytes(late), growth(early, late)]),
    ),
  );
  const lines = [
    `Machine: ${describeMachine()}.`,
    '',
    '| Ten times loaded, used, unloaded | in use, 2nd to 4th | last three | growth | unloaded | last three | growth |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ];
  if (indexed === null) return lines.join('\n');
  const [second, third, last] = indexed.quartersMB;
  return [
    ...lines,
    '',
    `| Indexing ${indexed.photos} photos of mixed sizes | 2nd quarter | 3rd | last | growth |`,
    '|---|---|---|---|---|',
    row('engine and its processes', ...[second, third, last].map(megabytes), growth(second, last)),
  ].join('\n');
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function megabytes(value: number): string {
  return `${value.toFixed(0)} MB`;
}

function growth(early: number, late: number): string {
  return `${((late / early - 1) * 100).toFixed(1)} %`;
}
