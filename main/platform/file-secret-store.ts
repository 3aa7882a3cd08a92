import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { SecretStore } from './secret-store.ts';
import { syncFolder } from './sync-folder.ts';

/** For hosts without a keychain: a file a secret, in a folder that only its owner may enter. */
export function createFileSecretStore(directory: string): SecretStore {
  return {
    where: () =>
      Promise.resolve({
        keptIn: 'file',
        detail: `Kept unencrypted in ${directory}, a folder that only your user account can read.`,
      }),
    read: (name) => readFile(join(directory, name), 'utf8').catch(() => null),
    async write(name, secret) {
      try {
        if (secret === null) await forgetPrivately(directory, name);
        else await writePrivately(directory, name, secret);
      } catch (cause) {
        throw new AppError('io_failed', `The key cannot be kept in ${directory}.`, { cause });
      }
    },
  };
}

/** Whole or not at all, also after a loss of power, and at no moment readable by others. */
export async function writePrivately(directory: string, name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const part = partOf(directory, name);
  await rm(part, { force: true });
  try {
    await writeFile(part, content, { mode: 0o600, flush: true });
    await rename(part, join(directory, name));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(directory);
}

/** The file, and what a program that was killed left of it. */
export async function forgetPrivately(directory: string, name: string): Promise<void> {
  for (const path of [join(directory, name), partOf(directory, name)]) await rm(path, { force: true });
}

const partOf = (directory: string, name: string): string => join(directory, `${name}.part`);

/** A secret that whoever starts the program hands over; it is used, never stored. */
export function createEnvironmentSecretStore(variable: string, secret: string): SecretStore {
  return {
    where: () => Promise.resolve({ keptIn: 'environment', detail: `Taken from ${variable} and stored nowhere.` }),
    read: () => Promise.resolve(secret),
    write: () =>
      Promise.reject(new AppError('conflict', `The key comes from ${variable}. Change it there and start again.`)),
  };
}
