/** @file What a loaded model can do, whatever its family and its runtime. */
import type { ChatEvent, ChatInput, Detail } from './contract.ts';

/** Two aligned towers. */
export interface EncoderRuntime {
  readonly dim: number;
  /** @param pixels [count, size, size, 3] uint8, upright RGB. @returns [count, dim], L2-normalised. */
  embedImages(pixels: Uint8Array, count: number): Promise<Float32Array>;
  /** @returns [texts.length, dim], L2-normalised. */
  embedTexts(texts: readonly string[]): Promise<Float32Array>;
  /** Loads towers ahead of their first use. */
  warm(towers: readonly ('image' | 'text')[]): Promise<void>;
}

/** A model that writes text about photos. */
export interface ChatRuntime extends AsyncDisposable {
  chat(input: ChatInput, signal: AbortSignal): AsyncGenerator<ChatEvent>;
  isCached(key: string, detail: Detail): boolean;
}
