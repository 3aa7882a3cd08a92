import { z } from 'zod';
import type { SecretStore } from '../../platform/secret-store.ts';

/** A key belongs to one address: it is never sent to another. */
const StoredKey = z.object({ address: z.string(), key: z.string() });

/** The key for this address; null where there is none. One from the environment goes wherever the person points the app to. */
export async function readServerKey(secrets: SecretStore, address: string): Promise<string | null> {
  const secret = await secrets.read('chat-server');
  if (secret === null) return null;
  if ((await secrets.where()).keptIn === 'environment') return secret;
  const stored = StoredKey.safeParse(parseJson(secret));
  return stored.success && stored.data.address === address ? stored.data.key : null;
}

export async function writeServerKey(secrets: SecretStore, address: string, key: string | null): Promise<void> {
  await secrets.write('chat-server', key === null ? null : JSON.stringify({ address, key }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
