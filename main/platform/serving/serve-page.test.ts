import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePage } from './serve-page.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-page-'));
  const page = join(folder, 'renderer');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(page, 'index.html'), '<!doctype html>');
  await writeFile(join(page, 'assets', 'index-B_x1.js'), 'export {};');
  await writeFile(join(page, 'notes.txt'), 'not the page');
  await writeFile(join(folder, 'secret.js'), 'secret');
});
afterAll(() => rm(folder, { recursive: true }));

const get = (address: string, init?: RequestInit) =>
  servePage({ directory: join(folder, 'renderer'), host: 'afterimage', imageSources: ['photo:', 'blob:', 'data:'] })(
    new Request(address, init),
  );

describe('servePage', () => {
  it('serves the page under a policy that lets nothing in or out', async () => {
    const response = await get('app://afterimage/');
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' photo: blob: data:; " +
        "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('serves built files, which may be kept for ever', async () => {
    const response = await get('app://afterimage/assets/index-B_x1.js');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    'app://afterimage/missing.js',
    'app://afterimage/../secret.js',
    'app://afterimage/assets/..%2f..%2fsecret.js',
    'app://afterimage/%2e%2e/secret.js',
    'app://afterimage/assets/..\\..\\secret.js',
    'app://afterimage/.hidden.js',
    'app://afterimage/notes.txt',
    'app://afterimage/assets/',
    'app://elsewhere/index.html',
  ])('serves nothing else: %s', async (address) => {
    expect((await get(address)).status).toBe(404);
  });

  it('takes no other method than reading', async () => {
    expect((await get('app://afterimage/', { method: 'POST' })).status).toBe(405);
    const head = await get('app://afterimage/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});
