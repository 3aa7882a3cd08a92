import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { toAppError, type AppError, type ErrorCode } from '../../app/contract/errors.ts';
import { PhotoId } from '../../app/contract/ids.ts';
import type { LocalEngine } from '../../app/contract/local.ts';
import { parseMediaPath } from '../../app/contract/media-url.ts';

const statusOf: Partial<Record<ErrorCode, number>> = {
  not_found: 404,
  volume_gone: 503,
  unavailable: 503,
  io_failed: 503,
  permission_denied: 403,
  internal: 500,
};

/** Answers `/media/<id>/<size>?v=<version>` with the photo's image. */
export async function serveMedia(
  request: IncomingMessage,
  response: ServerResponse,
  mediaFile: LocalEngine['mediaFile'],
): Promise<void> {
  const wanted = parseMediaPath(new URL(request.url ?? '', 'http://host').pathname.slice('/media'.length));
  if (wanted === null) return void response.writeHead(404).end();
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const input = { photoId: PhotoId.parse(wanted.photoId), size: wanted.size };
    const file = await mediaFile(input, { signal: gone.signal });
    await sendFile(request, response, file);
  } catch (error) {
    refuse(response, toAppError(error));
  }
}

interface SentFile {
  readonly path: string;
  readonly contentType: string;
  readonly etag: string;
}

async function sendFile(request: IncomingMessage, response: ServerResponse, file: SentFile): Promise<void> {
  const etag = `"${file.etag}"`;
  const caching = { etag, 'cache-control': 'private, max-age=31536000, immutable' };
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, caching).end();
  const { size } = await stat(file.path);
  response.writeHead(200, { ...caching, 'content-type': file.contentType, 'content-length': size });
  await pipeline(createReadStream(file.path), response);
}

function refuse(response: ServerResponse, { code, message }: AppError): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(statusOf[code] ?? 422, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(message);
}
