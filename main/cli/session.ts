import type { Engine } from '../../app/contract/index.ts';
import type { LocalEngine } from '../../app/contract/local.ts';
import type { Output } from './output.ts';

/** What a command works with. */
export interface Session {
  readonly engine: Engine;
  readonly local: LocalEngine;
  readonly output: Output;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}
