import { join } from 'node:path';
import { AppError } from '../../../../app/contract/errors.ts';
import type { InstalledModel } from '../../../inference/installed-models.ts';
import { checkFile } from '../../../network/download/content-check.ts';
import type { InstallContext } from './install-model.ts';
import { setAside } from './model-folder.ts';

/**
 * Reads every file of a model again. What is damaged is set aside, except in what ships inside the app.
 * Rejects `model_corrupt`, which names each damaged file and what to do.
 */
export async function verifyModel(
  { manifest, files, directory }: InstalledModel,
  context: InstallContext,
): Promise<void> {
  const damaged: string[] = [];
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  context.phase({ phase: 'verifying', unit: 'bytes', total });
  for (const { path, bytes, sha256 } of files) {
    await context.gate();
    const wrong = await problemOf(join(directory, path), { sha256, bytes, context });
    if (wrong === null) continue;
    damaged.push(`${path} ${wrong}`);
    if (wrong === isDamaged && manifest.source.kind !== 'bundled') await setAside(directory, path);
  }
  if (damaged.length === 0) return;
  const fix = fixes[manifest.source.kind];
  throw new AppError('model_corrupt', `${manifest.title}: ${damaged.join(', ')}. ${fix}`);
}

const isDamaged = 'is damaged';
const fixes = {
  bundled: 'Reinstall Afterimage.',
  hub: 'Install it again: only these files are fetched.',
  folder: 'Import it again from its folder.',
};

async function problemOf(
  path: string,
  { sha256, bytes, context }: { sha256: string; bytes: number; context: InstallContext },
): Promise<string | null> {
  const { signal } = context;
  const onBytes = (count: number): void => context.advance(count);
  try {
    const { ok } = await checkFile(path, { check: { sha256, gitBlob: null }, bytes, signal, onBytes });
    return ok ? null : isDamaged;
  } catch (error) {
    signal.throwIfAborted();
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is missing' : 'cannot be read';
  }
}
