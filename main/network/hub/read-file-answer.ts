import type { WebAnswer } from '../web/open-web.ts';
import { WebFault } from '../web/web-fault.ts';
import type { ContentCheck } from '../download/content-check.ts';
import type { ByteRange } from '../download/ranges.ts';
import { plainEtag, type Linked } from './follow-redirects.ts';

export interface HubBytes {
  /** Where the bytes begin: 0 where the host gives no ranges and sends all. */
  readonly start: number;
  /** Exactly as many as were asked for, or a `WebFault`. */
  chunks(): AsyncGenerator<Buffer>;
  close(): void;
}

interface FileAnswer {
  readonly answer: WebAnswer;
  readonly linked: Linked;
  readonly file: {
    readonly path: string;
    readonly bytes: number;
    readonly check: ContentCheck;
    readonly commit: string;
    readonly repository: string;
  };
  readonly range: ByteRange | null;
  readonly host: string;
}

/** The bytes of an answer, once its headers promise the file that was asked for. @throws WebFault */
export function readFileAnswer(given: FileAnswer): HubBytes {
  const { answer, range, file, host } = given;
  const start = answer.status === 206 ? (range?.start ?? 0) : 0;
  const end = answer.status === 206 ? (range?.end ?? file.bytes) : file.bytes;
  const fault = promiseFault(given, { start, end });
  if (fault !== null) {
    answer.close();
    throw fault;
  }
  return { start, chunks: () => exactly(answer, { bytes: end - start, host }), close: () => answer.close() };
}

function promiseFault({ answer, linked, file, host }: FileAnswer, { start, end }: ByteRange): WebFault | null {
  const { headers } = answer;
  const what = `${file.repository}/${file.path}`;
  if (/^text\/html\b/.test(headers['content-type'] ?? '') && !/\.html?$/.test(file.path)) {
    const advice = 'Perhaps this network wants you to sign in; or the address in the settings is wrong';
    return new WebFault('html', `${host} sent a web page in place of ${what}. ${advice}.`);
  }
  const changed = (problem: string): WebFault => new WebFault('changed', `${what} on ${host} ${problem}.`);
  if (linked.commit !== null && linked.commit !== file.commit) return changed('is of another version');
  if (linked.bytes !== null && linked.bytes !== file.bytes) return changed(sizeProblem(linked.bytes, file.bytes));
  const etag = linked.etag ?? plainEtag(headers.etag);
  const expected = etag?.length === 64 ? file.check.sha256 : etag?.length === 40 ? file.check.gitBlob : null;
  if (etag !== null && expected !== null && etag !== expected) return changed('has another content than its manifest');
  if (answer.status === 206) {
    const found = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
    if (found === null || Number(found[1]) !== start || Number(found[2]) !== end - 1) {
      return changed('came as another part than was asked for');
    }
    if (found[3] !== '*' && Number(found[3]) !== file.bytes) return changed(sizeProblem(Number(found[3]), file.bytes));
  }
  const length = headers['content-length'];
  if (length !== undefined && Number(length) !== end - start) return changed(sizeProblem(Number(length), end - start));
  return null;
}

const sizeProblem = (found: number, expected: number): string => `has ${found} bytes; ${expected} were expected`;

async function* exactly(answer: WebAnswer, { bytes, host }: { bytes: number; host: string }): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of answer.chunks()) {
    if (chunk.length > left) throw new WebFault('changed', `${host} sent more bytes than it promised.`);
    left -= chunk.length;
    yield chunk;
  }
  if (left > 0) throw new WebFault('cut', `The connection to ${host} broke off ${left} bytes before the end.`);
}
