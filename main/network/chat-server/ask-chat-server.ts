/** @file Asks an OpenAI-compatible server of the person's own: llama.cpp, Ollama, LM Studio, vLLM. */
import { z } from 'zod';
import { AppError } from '../../../app/contract/errors.ts';
import { notCompatible } from './not-compatible.ts';
import { openDeadline } from './open-deadline.ts';
import { readEventStream } from './read-event-stream.ts';
import { messageIn, quote, sendRequest, toServerError, type ServerAccess } from './send-request.ts';

export interface ServerTurn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
  /** JPEG files that come with it, before its text. */
  readonly photos: readonly Uint8Array[];
}

export interface ServerRequest extends ServerAccess {
  readonly model: string;
  /** Oldest first; the last is answered. */
  readonly turns: readonly ServerTurn[];
  readonly temperature: number;
  readonly seed: number;
  readonly maxNewTokens: number;
}

export type ServerEvent =
  | { readonly type: 'token'; readonly text: string }
  | {
      readonly type: 'finished';
      /** As the server counts them; null where it does not tell. */
      readonly tokens: number | null;
      readonly stoppedBy: 'end' | 'length';
    };

/** How long a server may say nothing. */
export interface Patience {
  /** It may have to load its model first. */
  readonly firstWordMs: number;
  readonly nextWordMs: number;
}

const usualPatience: Patience = { firstWordMs: 280_000, nextWordMs: 120_000 };

/** Streams the answer. Aborting closes the connection. Rejects the `server_*` codes; what came before is already said. */
export async function* askChatServer(
  request: ServerRequest,
  { signal, patience = usualPatience }: { signal: AbortSignal; patience?: Patience },
): AsyncGenerator<ServerEvent> {
  const { address } = request;
  using deadline = openDeadline(signal);
  deadline.allow(patience.firstWordMs);
  const response = await sendRequest(request, { path: '/chat/completions', body: bodyOf(request) }, deadline);
  const streamed = response.headers.get('content-type')?.includes('event-stream') === true;
  const onChunk = (): void => deadline.allow(patience.nextWordMs);
  try {
    yield* streamed ? readStreamed(chunksOf(response, onChunk), address) : readWhole(response, address);
  } catch (error) {
    throw toServerError(error, { deadline, address });
  }
}

function bodyOf({ model, turns, temperature, seed, maxNewTokens }: ServerRequest): object {
  return {
    model,
    messages: turns.map(({ role, text, photos }) => ({
      role,
      content: photos.length === 0 ? text : [...photos.map(imagePart), { type: 'text', text }],
    })),
    temperature,
    seed,
    max_tokens: maxNewTokens,
    stream: true,
    stream_options: { include_usage: true },
  };
}

const imagePart = (jpeg: Uint8Array): object => ({
  type: 'image_url',
  image_url: { url: `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}` },
});

async function* chunksOf({ body }: Response, onChunk: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of body ?? []) {
    onChunk();
    yield chunk as Uint8Array;
  }
}

const Choice = z.object({
  delta: z.object({ content: z.string().nullish() }).nullish(),
  message: z.object({ content: z.string().nullish() }).nullish(),
  finish_reason: z.string().nullish(),
});
const Completion = z.object({
  choices: z.array(Choice).default([]),
  usage: z.object({ completion_tokens: z.number() }).nullish(),
});

/** Ends well only with a reason to finish or `[DONE]`: everything else was cut off. */
async function* readStreamed(chunks: AsyncIterable<Uint8Array>, address: string): AsyncGenerator<ServerEvent> {
  let finish: string | null = null;
  let tokens: number | null = null;
  for await (const data of readEventStream(chunks)) {
    if (data.trim() === '[DONE]') {
      finish ??= 'stop';
      break;
    }
    const { choices, usage } = parseCompletion(data, address);
    const text = choices[0]?.delta?.content ?? '';
    if (text !== '') yield { type: 'token', text };
    finish = choices[0]?.finish_reason ?? finish;
    tokens = usage?.completion_tokens ?? tokens;
  }
  if (finish === null) throw new AppError('server_failed', 'The connection to the server broke off.');
  yield { type: 'finished', tokens, stoppedBy: finish === 'length' ? 'length' : 'end' };
}

/** Some servers answer in one piece though they were asked to stream. */
async function* readWhole(response: Response, address: string): AsyncGenerator<ServerEvent> {
  const { choices, usage } = parseCompletion(await response.text(), address);
  const text = choices[0]?.message?.content;
  if (text === undefined || text === null) throw notCompatible(address);
  yield { type: 'token', text };
  const stoppedBy = choices[0]?.finish_reason === 'length' ? 'length' : 'end';
  yield { type: 'finished', tokens: usage?.completion_tokens ?? null, stoppedBy };
}

function parseCompletion(text: string, address: string): z.output<typeof Completion> {
  const failed = messageIn(text);
  if (failed !== null) throw new AppError('server_failed', `The server gave up: ${quote(failed)}.`);
  try {
    return Completion.parse(JSON.parse(text));
  } catch (cause) {
    throw notCompatible(address, cause);
  }
}
