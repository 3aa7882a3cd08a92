import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { answerSecretOrder, createShellSecrets } from './create-shell-secrets.ts';
import { createKeychainSecrets, type Keychain } from './keychain-secrets.ts';
import { ToEngine, ToShell } from './shell-protocol.ts';

/** Locks by turning the text round. */
const turn = (text: string): string => text.split('').toReversed().join('');
const keychain = (available: boolean): Keychain => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(available),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(turn(text))),
  decryptStringAsync(bytes) {
    const text = turn(bytes.toString());
    return text.startsWith('key')
      ? Promise.resolve({ result: text, shouldReEncrypt: false })
      : Promise.reject(new Error());
  },
});

/** The engine's side and main's side, with nothing between them but the checked messages. */
function openSecrets(directory: string, available = true) {
  const main = createKeychainSecrets(keychain(available), directory);
  const secrets = createShellSecrets((raw) => {
    const message = ToShell.parse(structuredClone(raw));
    if (message.type !== 'secret') return;
    const { request, order } = message;
    void answerSecretOrder(main, order).then((answer) => {
      const news = ToEngine.parse(structuredClone({ ...answer, request }));
      if (news.type === 'secret') secrets.receive(news);
    });
  });
  return secrets.store;
}

it('gives the engine the keychain of the system, and the disk nothing to read', async () => {
  await using folder = await temporaryFolder();
  const secrets = openSecrets(folder.path);
  await secrets.write('chat-server', 'key-1');
  const [file] = await readdir(folder.path);
  expect(await readFile(join(folder.path, file!), 'utf8')).not.toContain('key-1');
  expect(await secrets.read('chat-server')).toBe('key-1');
  expect(await secrets.where()).toMatchObject({ keptIn: 'keychain' });
  await secrets.write('chat-server', null);
  expect(await secrets.read('chat-server')).toBeNull();
});

it('asks for the key again where the keychain can no longer open it', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'chat-server.encrypted'), 'of another machine');
  expect(await openSecrets(folder.path).read('chat-server')).toBeNull();
});

it('says so where there is no keychain', async () => {
  await using folder = await temporaryFolder();
  const secrets = openSecrets(folder.path, false);
  await secrets.write('chat-server', 'key-1');
  expect(await secrets.where()).toMatchObject({ keptIn: 'file' });
  expect(await secrets.read('chat-server')).toBe('key-1');
});

it('keeps and forgets no secret in two places, as the keychain comes and goes', async () => {
  await using folder = await temporaryFolder();
  await openSecrets(folder.path, false).write('chat-server', 'key-1');
  await openSecrets(folder.path).write('chat-server', 'key-2');
  expect(await readdir(folder.path)).toEqual(['chat-server.encrypted']);
  await openSecrets(folder.path, false).write('chat-server', null);
  expect(await readdir(folder.path)).toEqual([]);
});

it('tells the engine what went wrong', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'file'), '');
  const secrets = openSecrets(join(folder.path, 'file', 'below'));
  await expect(secrets.write('chat-server', 'key-1')).rejects.toMatchObject({ code: 'io_failed' });
});
