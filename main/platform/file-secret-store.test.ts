import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createEnvironmentSecretStore, createFileSecretStore } from './file-secret-store.ts';

it('keeps a secret where only its owner can read it, and forgets it', async () => {
  await using folder = await temporaryFolder();
  const directory = join(folder.path, 'secrets');
  const secrets = createFileSecretStore(directory);
  expect(await secrets.read('chat-server')).toBeNull();
  await secrets.write('chat-server', 'first');
  await secrets.write('chat-server', 'second');
  expect(await secrets.read('chat-server')).toBe('second');
  expect(await secrets.where()).toMatchObject({
    keptIn: 'file',
    detail: expect.stringContaining(directory) as unknown,
  });
  if (process.platform !== 'win32') {
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, 'chat-server'))).mode & 0o777).toBe(0o600);
  }
  await secrets.write('chat-server', null);
  expect(await readdir(directory)).toEqual([]);
});

it('forgets what a program that was killed left of a secret, too', async () => {
  await using folder = await temporaryFolder();
  const secrets = createFileSecretStore(folder.path);
  await writeFile(join(folder.path, 'chat-server.part'), 'secret');
  await secrets.write('chat-server', null);
  expect(await readdir(folder.path)).toEqual([]);
});

it('takes a secret from the environment and stores it nowhere', async () => {
  const secrets = createEnvironmentSecretStore('AFTERIMAGE_SERVER_KEY', 'given');
  expect(await secrets.read('chat-server')).toBe('given');
  await expect(secrets.write('chat-server', 'other')).rejects.toMatchObject({ code: 'conflict' });
});
