import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { isReading, refuse } from './answer.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface PageOptions {
  /** The built page. */
  readonly directory: string;
  /** The only host that is answered; absent where someone else checks it. */
  readonly host?: string;
  /** Where the page's pictures may come from, apart from itself. */
  readonly imageSources: readonly string[];
}

const securityHeaders = (imageSources: readonly string[]): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src ${["'self'", ...imageSources].join(' ')}`,
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
});

/** Names that the build gives: no hidden file, no way out of the folder. */
const builtFile = /^\/(?:assets\/)?[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Answers requests for the built page under a policy that lets nothing in or out. */
export function servePage({
  directory,
  host: onlyHost,
  imageSources,
}: PageOptions): (request: Request) => Promise<Response> {
  const headers = securityHeaders(imageSources);
  return async (request) => {
    const { host, pathname } = new URL(request.url);
    const path = pathname === '/' ? '/index.html' : pathname;
    const contentType = contentTypes[extname(path)];
    const elsewhere = onlyHost !== undefined && host !== onlyHost;
    if (elsewhere || !builtFile.test(path) || contentType === undefined) return refuse(404);
    if (!isReading(request)) return refuse(405);
    const body = await readFile(join(directory, ...path.split('/'))).catch(() => null);
    if (body === null) return refuse(404, 'The page is not built. Run: npm run build');
    return new Response(request.method === 'HEAD' ? null : body, {
      headers: {
        ...headers,
        'content-type': contentType,
        'content-length': String(body.length),
        'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  };
}
