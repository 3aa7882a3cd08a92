import type { ConsentRequest, Look } from '../../../app/contract/assistant.ts';
import { askChatServer } from '../../network/chat-server/ask-chat-server.ts';
import { nothingKnown, type AnswerEvent, type AnswerOutcome, type Answering } from './answer.ts';
import type { ChatTools } from './ask-chat-model.ts';
import { prepareTurns, type Asking, type ChatSubject, type PreparedQuestion } from './chat-turns.ts';
import type { ServerChoice } from './lookers.ts';
import { sayUnreadable, unreadableReason } from './unreadable.ts';

/** The most photos that go to a server with one question. */
const maxPhotos = 12;
const maxNewTokens = 1024;

export interface ServerTools extends Pick<ChatTools, 'sampling'> {
  /** The key for this address; null where there is none. */
  serverKey(address: string): Promise<string | null>;
}

export interface ServerQuestion extends Pick<Asking, 'question' | 'about' | 'past'> {
  readonly server: ServerChoice;
}

/** Has the person's own server answer; before they agreed to its address it is said what would be sent, and nothing is. */
export async function* answerWithServer(
  { server, ...asked }: ServerQuestion,
  { tools, signal }: { tools: ServerTools; signal: AbortSignal },
): Answering {
  const prepared = yield* prepareTurns({ ...asked, title: 'Your server', maxPhotos }, signal);
  if (asked.about.length > 0 && prepared.about.length === 0) return yield* sayUnreadable();
  if (!server.consented) return yield* askForConsent(prepared, server, signal);
  return yield* answer(prepared, server, { tools, signal });
}

async function* askForConsent(
  { turns }: PreparedQuestion,
  { address, longestEdge }: ServerChoice,
  signal: AbortSignal,
): Answering {
  const photos: ConsentRequest['photos'] = [];
  for (const { subject } of turns.flatMap(({ photos }) => photos)) {
    const facts = await subject.facts(signal).catch(() => null);
    const { width, height } = facts ?? { width: null, height: null };
    const size = width === null || height === null ? null : inside({ width, height }, longestEdge);
    photos.push({ photoId: subject.photoId, name: subject.name, size });
  }
  const what = photos.length === 1 ? 'this photo' : `these ${photos.length} photos`;
  yield {
    type: 'token',
    text: `Nothing has been sent yet. To answer, your question${photos.length === 0 ? '' : ` and ${what}`} would go to ${address}.`,
  };
  return { ...nothingKnown, consent: { address, photos, earlierTurns: turns.length - 1 } };
}

/** The size that a photo is scaled to; never enlarged. */
function inside({ width, height }: { width: number; height: number }, edge: number): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

interface SentPhoto extends ChatSubject {
  readonly bytes: Uint8Array;
}

async function* answer(
  { turns, about }: PreparedQuestion,
  { address, model, longestEdge }: ServerChoice,
  { tools, signal }: { tools: ServerTools; signal: AbortSignal },
): AsyncGenerator<AnswerEvent, AnswerOutcome> {
  const sent = new Map<string, SentPhoto>();
  const looks: Look[] = [];
  for (const photo of turns.flatMap(({ photos }) => photos)) {
    try {
      const { bytes, width, height } = await photo.subject.jpeg(longestEdge, signal);
      sent.set(photo.key, { ...photo, bytes });
      looks.push({ photoId: photo.subject.photoId, width, height, tiles: null, tokens: null });
    } catch (error) {
      yield { type: 'notice', text: `${photo.subject.name} could not be read: ${unreadableReason(error)}` };
    }
  }
  const shown = about.filter(({ key }) => sent.has(key));
  if (about.length > 0 && shown.length === 0) return yield* sayUnreadable();
  const request = {
    address,
    key: await tools.serverKey(address),
    model,
    turns: turns.map(({ role, text, photos }) => ({
      role,
      text,
      photos: photos.flatMap(({ key }) => sent.get(key)?.bytes ?? []),
    })),
    ...tools.sampling,
    maxNewTokens,
  };
  yield { type: 'looking', looks };
  let firstMs: number | null = null;
  let tokensPerSecond: number | null = null;
  for await (const event of askChatServer(request, { signal })) {
    if (event.type === 'token') {
      firstMs ??= performance.now();
      yield event;
      continue;
    }
    if (event.stoppedBy === 'length') yield { type: 'notice', text: `The answer was cut at ${maxNewTokens} tokens.` };
    tokensPerSecond = rate(event.tokens, firstMs);
  }
  return { ...nothingKnown, cited: shown.map(({ number }) => number), tokensPerSecond };
}

/** null where the server does not count, or sent everything at once. */
function rate(tokens: number | null, firstMs: number | null): number | null {
  const seconds = firstMs === null ? 0 : (performance.now() - firstMs) / 1000;
  return tokens === null || tokens < 2 || seconds < 0.01 ? null : (tokens - 1) / seconds;
}
