import type { Engine } from '../../../app/contract/index.ts';
import type { LocalEngine } from '../../../app/contract/local.ts';
import { createOutput } from '../output.ts';
import type { Session } from '../session.ts';

type Parts<T> = { readonly [K in keyof T]?: Partial<T[K]> };

export interface RecordedSession extends Session {
  /** What it printed, as lines. */
  readonly printed: () => string[];
}

/** A session on these parts of an engine that keeps what a command prints. */
export function recordSession(
  parts: { engine?: Parts<Engine>; local?: Partial<LocalEngine> },
  { json = false }: { json?: boolean } = {},
): RecordedSession {
  const written: string[] = [];
  const stdout = { write: (text: string) => written.push(text) };
  return {
    engine: (parts.engine ?? {}) as Engine,
    local: (parts.local ?? {}) as LocalEngine,
    output: createOutput(json, { stdout, stderr: { write: () => undefined } }),
    signal: new AbortController().signal,
    printed: () => written.join('').split('\n').slice(0, -1),
  };
}
