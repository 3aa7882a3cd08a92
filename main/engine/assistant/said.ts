import type { AnswerFacts } from '../../../app/contract/assistant.ts';

/** What was said about one photo, and how sure that is; null where nothing is claimed. */
export type Said = { readonly text: string } & (
  | { readonly probability: number; readonly kind: NonNullable<AnswerFacts['confidenceKind']> }
  | { readonly probability: null; readonly kind: null }
);
