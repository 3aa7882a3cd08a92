import type { AnswerFacts } from '../../../app/contract/assistant.ts';

/** What an answering tool says while it works. */
export type AnswerEvent =
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'token'; readonly text: string }
  | { readonly type: 'replaced'; readonly text: string; readonly reason: string };

/** What an answering tool knows once it is done. */
export interface AnswerOutcome extends Pick<AnswerFacts, 'resolution' | 'confidence' | 'confidenceKind'> {
  /** Numbers, from 1, of the photos that the answer rests on. */
  readonly cited: readonly number[];
}

export type Answering = AsyncGenerator<AnswerEvent, AnswerOutcome>;
