import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './faults.ts';

/** An answer as it should be. */
export interface PlannedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Uint8Array;
}

export interface Pace {
  /** Bytes written at once. */
  readonly chunkBytes: number;
  /** Waited after each. */
  readonly pauseMs: number;
}

const statuses = { denied: [401, 403], missing: [404], beyond_end: [416], expired: [403], broken: [500, 502, 504] };
const wrongSizeBytes = 7;

/** Answers, as planned or as the fault has it. @returns how many bytes of the planned body were sent. */
export async function answerWith(
  response: ServerResponse,
  { answer, fault, pace, url }: { answer: PlannedAnswer; fault: Fault | null; pace: Pace; url: string },
): Promise<number> {
  if (fault === null) return send(response, answer, pace);
  const choose = <T>(values: readonly T[]): T => values[Math.floor(fault.share * values.length)]!;
  switch (fault.kind) {
    case 'denied':
    case 'missing':
    case 'beyond_end':
    case 'expired':
    case 'broken':
      return plain(response, choose(statuses[fault.kind]), {});
    case 'busy':
      return plain(response, choose([429, 503]), {
        'retry-after': choose([0, 1]) === 0 ? '0' : new Date().toUTCString(),
      });
    case 'redirect_loop':
      return plain(response, 302, { location: url });
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><p>Please sign in');
      return 0;
    case 'wrong_bytes':
      return send(response, { ...answer, body: flipped(answer.body, fault.share) }, pace);
    case 'wrong_size':
      return send(response, longer(answer), pace);
    case 'cut':
    case 'stall':
      return sendPart(response, answer, {
        pace,
        bytes: Math.floor(fault.share * answer.body.length),
        kind: fault.kind,
      });
  }
}

function plain(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): number {
  response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(`${status}\n`);
  return 0;
}

async function send(response: ServerResponse, { status, headers, body }: PlannedAnswer, pace: Pace): Promise<number> {
  response.writeHead(status, { ...headers, 'content-length': headers['content-length'] ?? body.length });
  const sent = await write(response, body, pace);
  response.end();
  return sent;
}

/** The first bytes, and then the end of the connection or nothing more. */
async function sendPart(
  response: ServerResponse,
  { status, headers, body }: PlannedAnswer,
  { pace, bytes, kind }: { pace: Pace; bytes: number; kind: 'cut' | 'stall' },
): Promise<number> {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.flushHeaders();
  const sent = await write(response, body.subarray(0, bytes), pace);
  if (kind === 'cut') response.socket?.end();
  return sent;
}

async function write(response: ServerResponse, body: Uint8Array, { chunkBytes, pauseMs }: Pace): Promise<number> {
  let sent = 0;
  while (sent < body.length && !response.destroyed) {
    const chunk = body.subarray(sent, sent + chunkBytes);
    if (await isTaken(response, chunk)) sent += chunk.length;
    if (pauseMs > 0) await delay(pauseMs);
  }
  return sent;
}

/** False where the other end is gone. */
function isTaken(response: ServerResponse, chunk: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    const gone = (): void => resolve(false);
    response.once('close', gone);
    response.write(chunk, (error) => {
      response.off('close', gone);
      resolve(error === null || error === undefined);
    });
  });
}

function flipped(body: Uint8Array, share: number): Uint8Array {
  const copy = Uint8Array.from(body);
  const at = Math.floor(share * copy.length);
  if (at < copy.length) copy[at] = copy[at]! ^ 0xff;
  return copy;
}

function longer({ status, headers, body }: PlannedAnswer): PlannedAnswer {
  const more = new Uint8Array(body.length + wrongSizeBytes);
  more.set(body);
  const range = headers['content-range'];
  const total =
    typeof range === 'string' ? range.replace(/\d+$/, (size) => String(Number(size) + wrongSizeBytes)) : null;
  const linked = headers['x-linked-size'];
  return {
    status,
    body: more,
    headers: {
      ...headers,
      ...(total === null ? {} : { 'content-range': total }),
      ...(linked === undefined ? {} : { 'x-linked-size': Number(linked) + wrongSizeBytes }),
    },
  };
}
