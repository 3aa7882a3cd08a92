/** @file The engine and its processes as the desktop app runs them, on threads: only Electron itself is a stand-in. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import sharp from 'sharp';
import { expect, it, vi } from 'vitest';
import { contract } from '../../app/contract/index.ts';
import { protocolVersion } from '../../app/contract/system.ts';
import { desktopContract } from '../../app/desktop-contract.ts';
import { connect } from '../../app/rpc/client.ts';
import { messagePortTransport } from '../../app/rpc/transports/message-port.ts';
import { silentLogger as logger } from '../platform/testing/silent-logger.ts';
import { connectChannel } from './channels.ts';
import { openShell } from './open-shell.ts';
import { createFakeElectron } from './testing/fake-electron.ts';
import { createWorkerProcesses } from './testing/worker-processes.ts';

const scriptOf = (entry: string): string =>
  fileURLToPath(new URL(`../../app/entry/${entry}-process.ts`, import.meta.url));

async function drawPhotos(directory: string): Promise<void> {
  for (const [name, background] of Object.entries({
    red: '#c22',
    green: '#2c2',
    blue: '#22c',
  })) {
    const image = {
      create: { width: 320, height: 240, channels: 3 as const, background },
    };
    await sharp(image)
      .jpeg()
      .toFile(join(directory, `${name}.jpg`));
  }
}

it('indexes, searches and shows photos with every process handed over by the shell', async () => {
  await using stack = new AsyncDisposableStack();
  const temporary = async (name: string): Promise<string> => {
    const path = await mkdtemp(join(tmpdir(), `afterimage-${name}-`));
    stack.defer(() => rm(path, { recursive: true, force: true }));
    return path;
  };
  const [photos, library] = [await temporary('photos'), await temporary('library')];
  await drawPhotos(photos);
  const processes = stack.use(createWorkerProcesses());
  const electron = createFakeElectron(processes);
  const shell = openShell(electron.parts, {
    engineScript: scriptOf('engine'),
    scriptOf,
    preloadScript: '/app/preload.cjs',
    pageDirectory: photos,
    engineConfiguration: { libraryDirectory: library },
    environment: { PATH: process.env['PATH'] },
    profileDirectory: library,
    logDirectory: library,
    logger,
  });
  stack.defer(() => shell.close());
  await shell.addFolders([photos]);
  expect(electron.dialog.showErrorBox).not.toHaveBeenCalled();

  const { frame } = electron.windows[0]!;
  electron.ipcMain.emit(connectChannel, { senderFrame: frame, sender: { id: 1 } }, 'n-1');
  await vi.waitFor(() => expect(frame.postMessage).toHaveBeenCalledOnce(), 10_000);
  const [, , ports] = frame.postMessage.mock.calls[0] as [string, string, [MessagePort, MessagePort]];
  const page = connect(contract, messagePortTransport(ports[0]));
  const desktop = connect(desktopContract, messagePortTransport(ports[1]));
  stack.defer(() => (page.close(), desktop.close()));

  await expect(page.client.system.hello({ protocol: protocolVersion })).resolves.toMatchObject({
    host: 'electron',
    mediaBase: 'photo://library',
    capabilities: {
      nativeFolderPicker: true,
      revealFile: true,
      dropFolders: true,
    },
  });
  const counts = async () => (await page.client.library.folders({})).counts;
  await vi.waitFor(async () => expect(await counts()).toMatchObject({ photos: 3, indexed: 3 }), 60_000);

  const { sections } = await page.client.library.timeline({});
  const { photos: found } = await page.client.library.section({
    day: sections[0]!.day,
  });
  const { photoId } = found[0]!;
  const image = await electron.answers.get('photo')!(new Request(`photo://library/${photoId}/grid?v=1`));
  expect(image.headers.get('content-type')).toBe('image/jpeg');
  await expect(sharp(await image.bytes()).metadata()).resolves.toMatchObject({
    format: 'jpeg',
  });
  await desktop.client.desktop.revealPhoto({ photoId });
  const [revealed] = electron.shell.showItemInFolder.mock.calls[0]!;
  expect(await readdir(photos)).toContain(String(revealed).slice(photos.length + 1));

  const result = await page.client.search.query({ text: 'red' });
  expect(result.total).toBeGreaterThan(0);

  const names = new Set(processes.started.map(({ serviceName }) => serviceName));
  const kinds = ['engine', 'media-', 'inference-index', 'inference-interactive'];
  const expected = kinds.map((kind) => expect.stringContaining(`Afterimage ${kind}`) as string);
  expect([...names]).toEqual(expect.arrayContaining(expected));
  await shell.close();
  expect(await readdir(library)).toContain('library.db');
}, 120_000);
