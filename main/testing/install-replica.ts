import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { InstallRecord } from '../../models/manifest.ts';
import type { Replica } from '../../models/testing/replica.ts';
import { manifestFile, modelDirectory, recordFile } from '../inference/installed-models.ts';

/** Writes a replica below the folder of all models, as the installer leaves a model. @returns the model's folder. */
export async function installReplica(root: string, { manifest, files }: Replica): Promise<string> {
  const directory = modelDirectory(root, manifest.id);
  await mkdir(directory, { recursive: true });
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), bytes);
  }
  const record: InstallRecord = {
    variant: manifest.variants[0]!.name,
    commit: null,
    files: [...files].map(([path, bytes]) => ({
      path,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
    installedMs: Date.now(),
  };
  await writeFile(join(directory, manifestFile), JSON.stringify(manifest));
  await writeFile(join(directory, recordFile), JSON.stringify(record));
  return directory;
}
