import type { ByteCache } from '../byte-cache.ts';
import type { ChatEvent, ChatInput } from '../contract.ts';
import type { SeenPhoto } from './photo-shelf.ts';

/** Answers one question. */
export type Answer = (input: ChatInput, signal: AbortSignal) => AsyncGenerator<ChatEvent>;

export interface AnswerOptions {
  readonly cache: ByteCache<SeenPhoto>;
  readonly cacheKey: (photo: string, detail: string) => string;
  readonly availableBytes: () => number;
}
