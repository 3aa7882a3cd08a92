import type { AnswerFacts, Look } from '../../../app/contract/assistant.ts';

/** What an answering tool says while it works. */
export type AnswerEvent =
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'looking'; readonly looks: Look[] }
  | { readonly type: 'token'; readonly text: string }
  | { readonly type: 'replaced'; readonly text: string; readonly reason: string };

/** What an answering tool knows once it is done. */
export interface AnswerOutcome
  extends
    Pick<AnswerFacts, 'resolution' | 'confidence' | 'confidenceKind'>,
    Partial<Pick<AnswerFacts, 'canLookCloser' | 'regions' | 'tokensPerSecond' | 'consent'>> {
  /** Numbers, from 1, of the photos that the answer rests on. */
  readonly cited: readonly number[];
}

export type Answering = AsyncGenerator<AnswerEvent, AnswerOutcome>;

/** Of an answer that rests on no photo and claims nothing. */
export const nothingKnown: AnswerOutcome = { cited: [], resolution: null, confidence: null, confidenceKind: null };
