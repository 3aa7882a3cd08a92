import type { z } from 'zod';
import type { ChatEvent, Region } from '../contract.ts';
import { createTextStreamer } from '../text-streamer.ts';
import { generateTokens, type Decoding, type Prompt } from './generate-tokens.ts';
import type { TransformersParts } from './transformers-parts.ts';

/** Words come at most this often. */
const eventIntervalMs = 30;

/** What is special about an answer's text. */
export interface Reading {
  /** Text of all ids so far. */
  decode(ids: readonly number[]): string;
  /** False where the text is only known at its end. */
  readonly streams: boolean;
  regions(ids: readonly number[]): z.output<typeof Region>[];
}

export const plainReading = ({ tokenizer }: TransformersParts): Reading => ({
  decode: (ids) => (ids.length === 0 ? '' : tokenizer.decode([...ids], { skip_special_tokens: true }).trim()),
  streams: true,
  regions: () => [],
});

/** Generates, and yields the words and the end of the answer. Throws the signal's reason between two tokens. */
export async function* streamAnswer(
  parts: TransformersParts,
  { prompt, decoding, reading }: { prompt: Prompt; decoding: Decoding; reading: Reading },
  signal: AbortSignal,
): AsyncGenerator<ChatEvent> {
  const streamer = createTextStreamer(reading);
  const ids: number[] = [];
  let logProbability = 0;
  let choices = 0;
  let [firstMs, shownMs] = [0, 0];
  for await (const { id, logProbability: own, stoppedBy } of generateTokens(parts, prompt, decoding, signal)) {
    const nowMs = performance.now();
    if (choices === 0) firstMs = nowMs;
    choices += 1;
    logProbability += own;
    if (stoppedBy !== 'end') ids.push(id);
    if (stoppedBy === null) {
      if (!reading.streams || nowMs - shownMs < eventIntervalMs) continue;
      shownMs = nowMs;
      const text = streamer.push(ids);
      if (text !== '') yield { type: 'token', text };
      continue;
    }
    const rest = streamer.end(ids);
    if (rest !== '') yield { type: 'token', text: rest };
    yield {
      type: 'finished',
      text: reading.decode(ids),
      tokens: ids.length,
      tokenProbability: Math.exp(logProbability / choices),
      regions: reading.regions(ids),
      tokensPerSecond: choices > 1 ? ((choices - 1) * 1000) / (nowMs - firstMs) : null,
      stoppedBy,
    };
  }
}
