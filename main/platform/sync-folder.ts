import { open } from 'node:fs/promises';

/** So that a new name survives a loss of power; where a folder cannot be synced (Windows), the name is safe already. */
export async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory).catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
