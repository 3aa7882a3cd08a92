import { toAppError } from '../../../app/contract/errors.ts';
import { PhotoId } from '../../../app/contract/ids.ts';
import type { LocalEngine } from '../../../app/contract/local.ts';
import { parseMediaPath } from '../../../app/contract/media-url.ts';
import { isReading, refuse, toStatus } from './answer.ts';
import { openFileStream } from './open-file-stream.ts';

type MediaFile = Awaited<ReturnType<LocalEngine['mediaFile']>>;

export interface PhotoAddresses {
  /** The only host that is answered; absent where someone else checks it. */
  readonly host?: string;
  /** What stands before `/<id>/<size>?v=<version>` in a path. */
  readonly prefix: string;
}

/** Answers requests for a photo's image by its id; a page never names a file. */
export function servePhotos(
  mediaFile: LocalEngine['mediaFile'],
  { host: onlyHost, prefix }: PhotoAddresses,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { host, pathname } = new URL(request.url);
    const here = (onlyHost === undefined || host === onlyHost) && pathname.startsWith(prefix);
    const wanted = here ? parseMediaPath(pathname.slice(prefix.length)) : null;
    if (wanted === null) return refuse(404);
    if (!isReading(request)) return refuse(405);
    try {
      const input = { photoId: PhotoId.parse(wanted.photoId), size: wanted.size };
      return await sendFile(request, await mediaFile(input, { signal: request.signal }));
    } catch (error) {
      const { code, message } = toAppError(error);
      return refuse(toStatus(code), message);
    }
  };
}

async function sendFile(request: Request, { path, contentType, etag }: MediaFile): Promise<Response> {
  const headers = {
    etag: `"${etag}"`,
    // The address changes with the photo.
    'cache-control': 'private, max-age=31536000, immutable',
    'content-type': contentType,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  };
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
  const { sizeBytes, body } = await openFileStream(path);
  const sized = { ...headers, 'content-length': String(sizeBytes) };
  if (request.method === 'GET') return new Response(body, { headers: sized });
  await body.cancel();
  return new Response(null, { headers: sized });
}
