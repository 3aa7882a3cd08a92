import type { WebAnswer } from './open-web.ts';
import { WebFault } from './web-fault.ts';

export interface Asked {
  /** The file or list, for the person. */
  readonly what: string;
  readonly host: string;
  readonly repository: string;
  /** True on the host that a hub redirected to: its addresses expire. */
  readonly redirected: boolean;
}

/** What an answer other than the asked-for one means. */
export function statusFault({ status, headers }: WebAnswer, { what, host, repository, redirected }: Asked): WebFault {
  if (redirected && [401, 403, 404, 410].includes(status)) {
    return new WebFault('expired', `The address of ${what} on ${host} expired (${status}).`);
  }
  if (status === 401 || status === 403) {
    const message =
      `${host} does not give ${what} to everybody (${status}): ${repository} is private, gated or gone. Accept its ` +
      'licence on its page in your browser, download it there and import the folder.';
    return new WebFault('denied', message);
  }
  if (status === 404 || status === 410) return new WebFault('missing', `${host} has no ${what}.`);
  if (status === 416) return new WebFault('beyond_end', `${what} on ${host} is shorter than expected.`);
  if (status === 429 || status === 503) {
    const retryAfterMs = parseRetryAfter(headers['retry-after']);
    const again = retryAfterMs === null ? 'later' : `in ${Math.ceil(retryAfterMs / 1000)} s`;
    return new WebFault('busy', `${host} is busy (${status}). Try again ${again}.`, { retryAfterMs });
  }
  if (status >= 500 || status === 408) return new WebFault('broken', `${host} failed (${status}). Try again later.`);
  return new WebFault('refused', `${host} answered ${status} to the request for ${what}.`);
}

/** @param header seconds, or a date. @returns milliseconds from now, or null. */
export function parseRetryAfter(header: string | undefined, nowMs = Date.now()): number | null {
  if (header === undefined) return null;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
