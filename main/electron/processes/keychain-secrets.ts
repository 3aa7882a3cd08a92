import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { safeStorage } from 'electron';
import { AppError } from '../../../app/contract/errors.ts';
import { createFileSecretStore, forgetPrivately, writePrivately } from '../../platform/file-secret-store.ts';
import type { SecretStore } from '../../platform/secret-store.ts';

export type Keychain = Pick<
  typeof safeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/**
 * Secrets that only the system's keychain can decrypt, in files of the profile.
 * Where a Linux desktop has no keychain, they are in a private file instead, and `where` says so.
 */
export function createKeychainSecrets(keychain: Keychain, directory: string): SecretStore {
  const plain = createFileSecretStore(directory);
  const encrypted = createEncryptedSecrets(keychain, directory);
  const chosen = async (): Promise<SecretStore> => ((await hasKeychain(keychain)) ? encrypted : plain);
  const otherThan = (store: SecretStore): SecretStore => (store === plain ? encrypted : plain);
  return {
    where: async () => (await chosen()).where(),
    read: async (name) => (await chosen()).read(name),
    async write(name, secret) {
      const store = await chosen();
      await store.write(name, secret);
      // A key of the time when there was a keychain, or when there was none, would stay on the disk.
      await otherThan(store).write(name, null);
    },
  };
}

async function hasKeychain(keychain: Keychain): Promise<boolean> {
  if (!(await keychain.isAsyncEncryptionAvailable())) return false;
  // `basic_text` encrypts with a password that everyone knows.
  return process.platform !== 'linux' || keychain.getSelectedStorageBackend() !== 'basic_text';
}

function createEncryptedSecrets(keychain: Keychain, directory: string): SecretStore {
  const fileOf = (name: string): string => `${name}.encrypted`;
  return {
    where: () => Promise.resolve({ keptIn: 'keychain', detail: 'Encrypted by the keychain of this system.' }),
    async read(name) {
      const bytes = await readFile(join(directory, fileOf(name))).catch(() => null);
      if (bytes === null) return null;
      return keychain.decryptStringAsync(bytes).then(
        ({ result }) => result,
        () => null,
      );
    },
    async write(name, secret) {
      try {
        if (secret === null) await forgetPrivately(directory, fileOf(name));
        else await writePrivately(directory, fileOf(name), await keychain.encryptStringAsync(secret));
      } catch (cause) {
        throw new AppError('io_failed', 'The keychain of this system did not take the key.', { cause });
      }
    },
  };
}
