import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { noResidentMemory } from '../perf/resident-memory.ts';
import type { ModelCycles } from '../perf/model-cycles.ts';

const script = fileURLToPath(new URL('../../scripts/bench-memory.ts', import.meta.url));
const allowed = 1.1;

test.skipIf(noResidentMemory !== null)(
  `memory is flat over ten loads of a model of each runtime (${noResidentMemory ?? 'within 10 %'})`,
  async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--json', '--quick']);
    const { models } = JSON.parse(stdout) as { models: ModelCycles[] };
    expect(models).toHaveLength(2);
    for (const { model, usedMB, idleMB } of models) {
      expect(usedMB.late / usedMB.early, `${model} in use`).toBeLessThan(allowed);
      expect(idleMB.late / idleMB.early, `${model} let go`).toBeLessThan(allowed);
    }
  },
  300_000,
);
