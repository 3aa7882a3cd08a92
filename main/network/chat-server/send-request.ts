import { AppError, type ErrorCode } from '../../../app/contract/errors.ts';
import type { Deadline } from './open-deadline.ts';

export interface ServerAccess {
  /** As `parseServerAddress` gives it. */
  readonly address: string;
  readonly key: string | null;
}

/** Of what a server says about an error, so many characters are repeated to the person. */
const longestQuote = 300;

/**
 * One request to the person's own server. A redirection is refused: it would send photos where nobody agreed to.
 * Rejects `server_unreachable`, `server_refused`, `server_model_missing`, `server_busy`, `server_incompatible`, `server_failed`.
 */
export async function sendRequest(
  { address, key }: ServerAccess,
  { path, body }: { path: string; body?: unknown },
  deadline: Deadline,
): Promise<Response> {
  const url = `${address}${path}`;
  const headers = {
    accept: body === undefined ? 'application/json' : 'text/event-stream',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
  };
  const response = await fetch(url, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers,
    redirect: 'manual',
    signal: deadline.signal,
  }).catch((error: unknown) => {
    throw toServerError(error, { deadline, address });
  });
  if (!response.ok) throw await refusal(response, address);
  return response;
}

/** What broke a request or its answer, as one of the product's errors. */
export function toServerError(error: unknown, { deadline, address }: { deadline: Deadline; address: string }): unknown {
  if (deadline.signal.aborted) return deadline.signal.reason;
  if (error instanceof AppError) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (code in connectionFailures)
    return new AppError('server_unreachable', `${address}: ${connectionFailures[code]!}`, { cause: error });
  return new AppError('server_failed', 'The connection to the server broke off.', { cause: error });
}

const connectionFailures: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there. Is the server running?',
  ENOTFOUND: 'there is no machine of that name.',
  EAI_AGAIN: 'the name cannot be looked up now.',
  EHOSTUNREACH: 'there is no way to that machine.',
  ENETUNREACH: 'there is no way to that network.',
  ETIMEDOUT: 'the machine does not answer.',
  UND_ERR_CONNECT_TIMEOUT: 'the machine does not answer.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak https. Try http.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not signed by anyone known to this machine.',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not signed by anyone known to this machine.',
  CERT_HAS_EXPIRED: 'its certificate has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name.',
};

async function refusal(response: Response, address: string): Promise<AppError> {
  const { status } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    const target = response.headers.get('location') ?? 'elsewhere';
    const message = `${address} sends on to ${target}. Enter that address if you trust it.`;
    return new AppError('server_incompatible', message, { details: { status } });
  }
  const said = await quoteOf(response);
  const message = `${address} answered ${status}${said === '' ? '' : `: ${said}`}.`;
  return new AppError(codeOf(status, said), message, { details: { status } });
}

function codeOf(status: number, said: string): ErrorCode {
  if (status === 401 || status === 403) return 'server_refused';
  if (status === 404) return /model/i.test(said) ? 'server_model_missing' : 'server_incompatible';
  if (status === 429 || status === 503) return 'server_busy';
  if (/image|vision|multimodal|mmproj/i.test(said) && status !== 413) return 'server_takes_no_photos';
  return 'server_failed';
}

async function quoteOf(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? '';
  const text = await response.text().catch(() => '');
  if (type.includes('html') || /^\s*</.test(text)) return 'a web page';
  return quote(messageIn(text) ?? text);
}

/** The message of an error as these servers write it: `{ "error": { "message" } }`, or `{ "error": "..." }`. */
export function messageIn(text: string): string | null {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    if (typeof error === 'string') return error;
    const message = (error as { message?: unknown } | null | undefined)?.message;
    return typeof message === 'string' ? message : null;
  } catch {
    return null;
  }
}

export const quote = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').trim().slice(0, longestQuote).replace(/\.$/, '');
