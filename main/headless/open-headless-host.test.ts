import { mkdir, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { AppError } from '../../app/contract/errors.ts';
import type { EngineHandlers } from '../../app/contract/index.ts';
import { silentLogger as logger } from '../platform/testing/silent-logger.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openHeadlessHost } from './open-headless-host.ts';

async function openHost() {
  const folder = await temporaryFolder();
  const pageDirectory = join(folder.path, 'page');
  await mkdir(join(pageDirectory, 'assets'), { recursive: true });
  await writeFile(join(pageDirectory, 'index.html'), '<title>Afterimage</title>');
  await writeFile(join(pageDirectory, 'assets', 'index-1234.js'), 'export {}');
  await writeFile(join(folder.path, 'secret.html'), 'not part of the page');
  const picture = join(folder.path, 'picture.jpg');
  await writeFile(picture, 'pixels');
  const host = await openHeadlessHost({
    handlers: {} as EngineHandlers,
    mediaFile: ({ photoId }) =>
      photoId === '1'
        ? Promise.resolve({ path: picture, contentType: 'image/jpeg', etag: 'abc' })
        : Promise.reject(new AppError('not_found', `There is no photo ${photoId} in the library.`)),
    pageDirectory,
    port: 0,
    logger,
  });
  return {
    ...host,
    token: new URLSearchParams(new URL(host.url).hash.slice(1)).get('token')!,
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** `fetch` would not let a test lie about Host and Origin. */
function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function signIn(port: number, token: string): Promise<{ status: number; cookie: string }> {
  const body = JSON.stringify({ token });
  const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  const answer = await ask(port, '/session', { method: 'POST', headers, body });
  return { status: answer.status, cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0]! };
}

function openSocket(port: number, headers: Record<string, string>): Promise<'open' | 'refused'> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers });
  return new Promise((resolve) => {
    socket.once('open', () => {
      resolve('open');
      socket.terminate();
    });
    socket.once('error', () => resolve('refused'));
  });
}

describe('the headless host', () => {
  it('serves the page with a policy, and nothing beside it', async () => {
    await using host = await openHost();
    const page = await ask(host.port, '/');
    expect(page).toMatchObject({ status: 200, body: '<title>Afterimage</title>' });
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect((await ask(host.port, '/assets/index-1234.js')).headers['cache-control']).toContain('immutable');
    for (const path of ['/../secret.html', '/%2e%2e/secret.html', '/assets/../../secret.html', '/owner.json']) {
      expect((await ask(host.port, path)).status, path).toBe(404);
    }
  });

  it('exchanges the token of its address for a cookie that pages cannot read', async () => {
    await using host = await openHost();
    expect(await signIn(host.port, 'guessed')).toMatchObject({ status: 401 });
    const { status, cookie } = await signIn(host.port, host.token);
    expect(status).toBe(204);
    expect(cookie).toMatch(/^afterimage_[0-9a-f]{8}=/);
  });

  it('shows pictures to that browser alone', async () => {
    await using host = await openHost();
    const { cookie } = await signIn(host.port, host.token);
    expect((await ask(host.port, '/media/1/grid?v=1')).status).toBe(401);
    expect((await ask(host.port, '/media/1/grid?v=1', { headers: { cookie: 'afterimage_00000000=x' } })).status).toBe(
      401,
    );
    const shown = await ask(host.port, '/media/1/grid?v=1', { headers: { cookie } });
    expect(shown).toMatchObject({ status: 200, body: 'pixels' });
    expect(await ask(host.port, '/media/1/grid', { headers: { cookie, 'if-none-match': '"abc"' } })).toMatchObject({
      status: 304,
    });
    expect((await ask(host.port, '/media/2/grid', { headers: { cookie } })).status).toBe(404);
    expect((await ask(host.port, '/media/1/huge', { headers: { cookie } })).status).toBe(404);
  });

  it('refuses other names for this machine, as in DNS rebinding', async () => {
    await using host = await openHost();
    expect((await ask(host.port, '/', { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await ask(host.port, '/', { headers: { origin: 'http://evil.example' } })).status).toBe(403);
  });

  it('opens a socket only for its own page with its cookie', async () => {
    await using host = await openHost();
    const { cookie } = await signIn(host.port, host.token);
    const origin = `http://127.0.0.1:${host.port}`;
    expect(await openSocket(host.port, { cookie, origin })).toBe('open');
    expect(await openSocket(host.port, { origin })).toBe('refused');
    expect(await openSocket(host.port, { cookie })).toBe('refused');
    expect(await openSocket(host.port, { cookie, origin: 'http://evil.example' })).toBe('refused');
    expect(await openSocket(host.port, { cookie, origin, host: 'evil.example' })).toBe('refused');
  });

  it('names a port that is taken', async () => {
    await using host = await openHost();
    await expect(openOn(host.port)).rejects.toMatchObject({ code: 'conflict' });
  });
});

async function openOn(port: number): Promise<unknown> {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'index.html'), '');
  const mediaFile = () => Promise.reject(new AppError('not_found', 'none'));
  return await openHeadlessHost({
    handlers: {} as EngineHandlers,
    mediaFile,
    pageDirectory: folder.path,
    port,
    logger,
  });
}
