import type { ErrorCode } from '../../../app/contract/errors.ts';

const statusOf: Partial<Record<ErrorCode, number>> = {
  not_found: 404,
  permission_denied: 403,
  volume_gone: 503,
  unavailable: 503,
  io_failed: 503,
  internal: 500,
  engine_failed: 500,
};

/** The HTTP status that says `code`; what concerns the photo itself is 422. */
export const toStatus = (code: ErrorCode): number => statusOf[code] ?? 422;

/** An answer in words. */
export function refuse(status: number, message = ''): Response {
  return new Response(message, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** True for the methods that only read. */
export const isReading = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';
