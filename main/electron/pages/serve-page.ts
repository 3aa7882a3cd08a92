import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pageUrl } from './addresses.ts';
import { isReading, refuse } from './answer.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const securityHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' photo: blob: data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Names that the build gives: no hidden file, no way out of the folder. */
const builtFile = /^\/(?:assets\/)?[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Answers `app://afterimage/...` with the built page in `directory`. */
export function servePage(directory: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const { host, pathname } = new URL(request.url);
    const path = pathname === '/' ? '/index.html' : pathname;
    const contentType = contentTypes[extname(path)];
    if (host !== new URL(pageUrl).host || !builtFile.test(path) || contentType === undefined) return refuse(404);
    if (!isReading(request)) return refuse(405);
    const body = await readFile(join(directory, ...path.split('/'))).catch(() => null);
    if (body === null) return refuse(404, 'The page is not built. Run: npm run build');
    return new Response(request.method === 'HEAD' ? null : body, {
      headers: {
        ...securityHeaders,
        'content-type': contentType,
        'content-length': String(body.length),
        'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  };
}
