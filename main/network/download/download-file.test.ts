import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { openHub, type HubTiming } from '../hub/open-hub.ts';
import type { Fault, FaultPlan } from '../testing/faults.ts';
import { randomBytes } from '../testing/seeded-random.ts';
import { startTestHub, type TestHubOptions } from '../testing/test-hub.ts';
import { sha256Of, testRepository } from '../testing/test-repository.ts';
import { downloadFile, type Download, type DownloadShape } from './download-file.ts';
import { journalPath, partPath } from './part-file.ts';

const large = randomBytes(200_000, 1);
const small = '{"size":224}';
const repository = testRepository({ 'onnx/model.onnx': large, 'config.json': small });
const { commit } = repository.commits[0]!;
const shape: DownloadShape = { connections: 3, pieceBytes: 50_000, recordBytes: 8_192 };
const quick: HubTiming = { stallMs: 400, attempts: 4, backOffMs: 1, longestWaitMs: 1000 };
const never = new AbortController().signal;
const fault = (kind: Fault['kind'], share = 0.5): Fault => ({ kind, share });

/** A download of the large file from a hub of its own. */
async function open(options: Partial<TestHubOptions> = {}) {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await startTestHub({ repositories: { 'owner/model': repository }, ...options }));
  const folder = stack.use(await temporaryFolder());
  const hub = stack.use(openHub({ address: server.address, proxy: {}, timing: quick }));
  const files = await hub.tree({ repository: 'owner/model', commit }, never);
  const owned = stack.move();
  const of = (path: string, more: Partial<Download> = {}): Download => ({
    hub,
    file: { repository: 'owner/model', commit, ...files.find((file) => file.path === path)! },
    target: join(folder.path, 'model.onnx'),
    shape,
    signal: never,
    gate: async () => undefined,
    isPaused: () => false,
    onBytes: () => undefined,
    ...more,
  });
  return { server, hub, of, files, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** These faults, one after the other, on requests that carry the large file's bytes. */
function inTurn(...faults: Fault[]): FaultPlan {
  return ({ path, gives }) => (path === 'onnx/model.onnx' && gives === 'content' ? (faults.shift() ?? null) : null);
}

it('lists a repository over several pages, with what proves each file', async () => {
  await using hub = await open({ pageEntries: 1 });
  expect(await hub.hub.repository('owner/model', never)).toEqual({ commit, licence: null });
  expect(hub.files).toEqual([
    { path: 'onnx/model.onnx', bytes: large.length, check: { sha256: sha256Of(large), gitBlob: null } },
    {
      path: 'config.json',
      bytes: small.length,
      check: { sha256: null, gitBlob: expect.stringMatching(/^[0-9a-f]{40}$/) },
    },
  ]);
});

it('fetches a large file in ranges and a small one in one go', async () => {
  await using hub = await open();
  const seen: number[] = [];
  const download = hub.of('onnx/model.onnx', { onBytes: (present) => seen.push(present) });
  expect(await downloadFile(download)).toEqual({ state: 'complete', sha256: sha256Of(large) });
  expect(Buffer.compare(await readFile(download.target), large)).toBe(0);
  expect(hub.server.served.map(({ start }) => start).toSorted((a, b) => a - b)).toEqual([0, 50_000, 100_000, 150_000]);
  expect([seen[0], seen.at(-1)]).toEqual([0, large.length]);
  await expect(readFile(journalPath(download.target))).rejects.toThrow('ENOENT');

  const config = hub.of('config.json', { target: `${download.target}.json` });
  expect((await downloadFile(config)).state).toBe('complete');
  expect(await readFile(config.target, 'utf8')).toBe(small);
});

it.each<[string, Fault]>([
  ['a cut', fault('cut')],
  ['a stall', fault('stall')],
  ['a wrong size', fault('wrong_size')],
  ['an expired address', fault('expired')],
  ['a request to wait', fault('busy', 0)],
  ['a server error', fault('broken')],
  ['a web page', fault('html')],
  ['redirects in circles', fault('redirect_loop')],
  ['a range beyond the end', fault('beyond_end')],
])('goes on after %s, fetching no byte twice', async (_what, one) => {
  await using hub = await open({ faults: inTurn(one, one) });
  const download = hub.of('onnx/model.onnx');
  expect((await downloadFile(download)).state).toBe('complete');
  expect(Buffer.compare(await readFile(download.target), large)).toBe(0);
  const wrongSize = one.kind === 'wrong_size' ? large.length : 0;
  expect(hub.server.servedBytes('onnx/model.onnx') - wrongSize).toBeLessThanOrEqual(large.length);
});

it('gives up after a few attempts that bring nothing, and the next one starts where they stopped', async () => {
  const faults = [fault('cut'), ...Array.from({ length: 30 }, () => fault('broken'))];
  await using hub = await open({ faults: inTurn(...faults) });
  const download = hub.of('onnx/model.onnx', { shape: { ...shape, connections: 1 } });
  await expect(downloadFile(download)).rejects.toMatchObject({ code: 'network_failed' });
  hub.server.misbehave(() => null);
  expect((await downloadFile(download)).state).toBe('complete');
  expect(hub.server.servedBytes('onnx/model.onnx')).toBe(large.length);
});

it('names what the person can do about a gated, a missing and a strange hub', async () => {
  await using gated = await startTestHub({ repositories: { 'owner/model': { ...repository, gated: true } } });
  using hub = openHub({ address: gated.address, proxy: {}, timing: quick });
  const file = { repository: 'owner/model', commit, path: 'config.json' };
  await expect(hub.readText(file, never)).rejects.toMatchObject({
    code: 'access_denied',
    message: expect.stringMatching(/Accept its licence.*import the folder/),
  });
  const other = { ...file, commit: '0'.repeat(40) };
  await expect(hub.tree(other, never)).rejects.toMatchObject({ code: 'not_found' });
  gated.misbehave(() => fault('html'));
  await expect(hub.repository('owner/model', never)).rejects.toMatchObject({ code: 'network_failed' });
  using nowhere = openHub({ address: 'http://127.0.0.1:9', proxy: {}, timing: quick });
  await expect(nowhere.repository('owner/model', never)).rejects.toMatchObject({
    code: 'network_failed',
    message: expect.stringContaining('127.0.0.1:9 cannot be reached'),
  });
});

it('says that content is damaged and keeps it for inspection', async () => {
  await using hub = await open({ faults: inTurn(fault('wrong_bytes')) });
  const download = hub.of('onnx/model.onnx');
  expect((await downloadFile(download)).state).toBe('damaged');
  expect((await readFile(partPath(download.target))).length).toBe(large.length);
  await expect(readFile(download.target)).rejects.toThrow('ENOENT');
});

it('goes on with a part only if it is of the same content', async () => {
  await using hub = await open({ faults: inTurn(fault('cut'), fault('denied')) });
  const download = hub.of('onnx/model.onnx', { shape: { ...shape, connections: 1 } });
  hub.server.misbehave(({ gives, path }) => (gives === 'content' && path !== 'config.json' ? fault('denied') : null));
  await writeFile(partPath(download.target), new Uint8Array(large.length));
  await writeFile(journalPath(download.target), `"other/model@${commit}/x"\n0 ${large.length}\n`);
  await expect(downloadFile(download)).rejects.toMatchObject({ code: 'network_failed' });
  hub.server.misbehave(() => null);
  expect((await downloadFile(download)).state).toBe('complete');
});

it('asks for a fresh address once one has expired', async () => {
  await using hub = await open({ signatureMs: 30, pace: { chunkBytes: 10_000, pauseMs: 3 } });
  expect((await downloadFile(hub.of('onnx/model.onnx'))).state).toBe('complete');
  const asked = hub.server.requests.filter((request) => request.includes('/resolve/'));
  expect(asked.length).toBeGreaterThanOrEqual(4);
});

it('fetches in one go from a host without ranges', async () => {
  await using hub = await open({ ranges: false });
  const download = hub.of('onnx/model.onnx');
  expect((await downloadFile(download)).state).toBe('complete');
  expect(Buffer.compare(await readFile(download.target), large)).toBe(0);
});

it('paused, closes its connections, and goes on where it was', async () => {
  await using hub = await open({ pace: { chunkBytes: 4096, pauseMs: 2 } });
  let state: 'before' | 'paused' | 'after' = 'before';
  const waiting = Promise.withResolvers<void>();
  const goesOn = Promise.withResolvers<void>();
  const download = hub.of('onnx/model.onnx', {
    shape: { ...shape, connections: 1 },
    isPaused: () => state === 'paused',
    async gate() {
      if (state !== 'paused') return;
      waiting.resolve();
      await goesOn.promise;
    },
    onBytes(present) {
      if (state === 'before' && present > 60_000) state = 'paused';
    },
  });
  const done = downloadFile(download);
  await waiting.promise;
  await vi.waitFor(() => expect(hub.server.underway()).toBe(0));
  state = 'after';
  goesOn.resolve();
  expect((await done).state).toBe('complete');
  expect(hub.server.servedBytes('onnx/model.onnx')).toBeLessThanOrEqual(large.length + 8 * 4096);
});

it('stops at once when it is told to, and keeps what it has', async () => {
  await using hub = await open({ pace: { chunkBytes: 4096, pauseMs: 2 } });
  const stop = new AbortController();
  const onBytes = (present: number): void => {
    if (present > 60_000) stop.abort();
  };
  const download = hub.of('onnx/model.onnx', { signal: stop.signal, onBytes });
  await expect(downloadFile(download)).rejects.toMatchObject({ name: 'AbortError' });
  const resumed = vi.fn();
  expect((await downloadFile(hub.of('onnx/model.onnx', { onBytes: resumed }))).state).toBe('complete');
  expect(resumed.mock.calls[0]![0]).toBeGreaterThan(60_000);
  expect(hub.server.servedBytes('onnx/model.onnx')).toBeLessThanOrEqual(large.length + shape.connections * 4 * 4096);
});
