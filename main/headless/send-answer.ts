import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers a Node request by a handler of web requests; a browser that goes away ends the handler's work. */
export async function sendAnswer(
  handle: (request: Request) => Promise<Response>,
  { request, response }: Exchange,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const answer = await handle(toWebRequest(request, gone.signal));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body === null) response.end();
    else await pipeline(Readable.fromWeb(answer.body), response);
  } catch {
    // What a handler can explain is an answer already; this is a connection or a file that broke off.
    response.destroy();
  }
}

function toWebRequest({ url, method = 'GET', headers }: IncomingMessage, signal: AbortSignal): Request {
  const ifNoneMatch = headers['if-none-match'];
  return new Request(new URL(url ?? '/', 'http://localhost'), {
    method,
    headers: ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch },
    signal,
  });
}
