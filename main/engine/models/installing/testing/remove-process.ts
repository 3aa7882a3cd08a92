/** @file Deletes a model's folder and is killed when one of its files is gone. */
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

const { rm } = promises;
promises.rm = async (path, options) => {
  if (options?.recursive !== true) return rm(path, options);
  await rm(join(path as string, 'config.json'));
  process.kill(process.pid, 'SIGKILL');
};
syncBuiltinESMExports();
const { deleteModel } = await import('../model-folder.ts');
await deleteModel(process.argv[2]!);
