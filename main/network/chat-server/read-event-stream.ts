import { AppError } from '../../../app/contract/errors.ts';

/** No event of an answer is longer, characters. */
const longestEvent = 1_000_000;

/** The `data` of each server-sent event, as the WHATWG stream format has it; comments and other fields are left out. */
export async function* readEventStream(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let data: string[] = [];
  for await (const line of readLines(body)) {
    if (line === '') {
      if (data.length > 0) yield data.join('\n');
      data = [];
    } else if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
  }
  if (data.length > 0) yield data.join('\n');
}

/** Lines end in LF, CRLF or CR; one that is cut off by the end counts too. */
async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the end may be half of a CRLF.
    const held = rest.endsWith('\r') ? '\r' : '';
    const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/);
    rest = `${lines.pop()!}${held}`;
    yield* lines;
    if (rest.length > longestEvent)
      throw new AppError('server_incompatible', 'The server sends a line without an end. It is no event stream.');
  }
  rest += decoder.decode();
  if (rest !== '') yield rest.replace(/\r$/, '');
}
