import { join } from 'node:path';
import { createEnvironmentSecretStore, createFileSecretStore } from '../../main/platform/file-secret-store.ts';
import type { SecretStore } from '../../main/platform/secret-store.ts';

const variable = 'AFTERIMAGE_SERVER_KEY';

/** Where hosts without a desktop keep the key of the person's server. */
export function hostSecrets(libraryDirectory: string): SecretStore {
  const given = process.env[variable];
  if (given !== undefined && given !== '') return createEnvironmentSecretStore(variable, given);
  return createFileSecretStore(join(libraryDirectory, 'secrets'));
}
