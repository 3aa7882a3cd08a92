import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppError, type ErrorCode } from '../../../app/contract/errors.ts';
import type { LocalEngine } from '../../../app/contract/local.ts';
import { servePhotos } from './serve-photos.ts';

const library = { host: 'library', prefix: '' };
const bytes = Uint8Array.from({ length: 600_000 }, (_, index) => index % 251);
let folder = '';
let path = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-photos-'));
  path = join(folder, 'photo.webp');
  await writeFile(path, bytes);
});
afterAll(() => rm(folder, { recursive: true }));

const found = () => vi.fn<LocalEngine['mediaFile']>(async () => ({ path, contentType: 'image/webp', etag: 'abc' }));
const failing = (code: ErrorCode) =>
  vi.fn<LocalEngine['mediaFile']>(async () => {
    throw new AppError(code, `It was ${code}.`);
  });
const get = (address: string, init?: RequestInit): Request => new Request(address, init);

describe('servePhotos', () => {
  it('streams the image that the engine names for an id', async () => {
    const mediaFile = found();
    const response = await servePhotos(mediaFile, library)(get('photo://library/7/grid?v=1'));
    expect(mediaFile).toHaveBeenCalledWith({ photoId: '7', size: 'grid' }, expect.anything());
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-length': '600000',
      etag: '"abc"',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(await response.bytes()).toEqual(bytes);
  });

  it('sends nothing again that the page has already', async () => {
    const request = get('photo://library/7/grid?v=1', { headers: { 'if-none-match': '"abc"' } });
    const response = await servePhotos(found(), library)(request);
    expect(response.status).toBe(304);
    expect(response.body).toBeNull();
  });

  it('answers HEAD without the image', async () => {
    const response = await servePhotos(found(), library)(get('photo://library/7/full', { method: 'HEAD' }));
    expect(response.headers.get('content-length')).toBe('600000');
    expect(response.body).toBeNull();
  });

  it('lets a page stop half-way', async () => {
    const response = await servePhotos(found(), library)(get('photo://library/7/full'));
    const reader = response.body!.getReader();
    await reader.read();
    await expect(reader.cancel()).resolves.toBeUndefined();
  });

  it.each([
    'photo://library/',
    'photo://library/0/grid',
    'photo://library/-1/grid',
    'photo://library/7',
    'photo://library/7/huge',
    'photo://library/7/grid/more',
    'photo://library/../../etc/passwd',
    'photo://library/%2e%2e%2fetc%2fpasswd/grid',
    'photo://library//etc/passwd',
    'photo://library/99999999999999999/grid',
    'photo://elsewhere/7/grid',
  ])('knows nothing by the name %s', async (address) => {
    const mediaFile = found();
    expect((await servePhotos(mediaFile, library)(get(address))).status).toBe(404);
    expect(mediaFile).not.toHaveBeenCalled();
  });

  it('takes no other method than reading', async () => {
    expect((await servePhotos(found(), library)(get('photo://library/7/grid', { method: 'POST' }))).status).toBe(405);
  });

  it.each([
    ['not_found', 404],
    ['permission_denied', 403],
    ['volume_gone', 503],
    ['unavailable', 503],
    ['decode_failed', 422],
    ['internal', 500],
  ] as const)('says %s with status %d, and lets nobody keep that', async (code, status) => {
    const response = await servePhotos(failing(code), library)(get('photo://library/7/grid'));
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toBe(`It was ${code}.`);
  });

  it('says that a file went away between the two', async () => {
    const gone = async () => ({ path: join(folder, 'gone.webp'), contentType: 'image/webp', etag: 'x' });
    expect((await servePhotos(gone, library)(get('photo://library/7/grid'))).status).toBe(500);
  });

  it('tells the engine when the page does not want it any more', async () => {
    const controller = new AbortController();
    const mediaFile = found();
    await servePhotos(mediaFile, library)(get('photo://library/7/grid', { signal: controller.signal }));
    const { signal } = mediaFile.mock.calls[0]![1]!;
    controller.abort();
    expect(signal?.aborted).toBe(true);
  });
});
