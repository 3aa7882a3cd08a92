import type { AskedOfEach } from './asked-of-each.ts';
import type { FactTopic } from './fact-topics.ts';

/** What a comparison by embeddings looks for. */
export type Comparison =
  | { readonly kind: 'shows' | 'lacks'; readonly text: string }
  | { readonly kind: 'odd_one_out' | 'alike' | 'same_file' | 'groups' };

/** Photos put in order by a fact. */
export interface Ranking {
  readonly by: 'taken' | 'pixels' | 'bytes';
  readonly wanted: 'least' | 'most';
}

/** The tool that answers a question, and in one sentence why it was chosen. */
export type Route =
  | { readonly tool: 'none'; readonly reason: string; readonly answer: string }
  | { readonly tool: 'facts'; readonly reason: string; readonly topics: readonly FactTopic[] }
  | { readonly tool: 'facts'; readonly reason: string; readonly ranking: Ranking }
  | { readonly tool: 'compare'; readonly reason: string; readonly comparison: Comparison }
  | DecoderRoute
  | {
      readonly tool: 'chat';
      readonly reason: string;
      /** What the person should know about such an answer. */
      readonly notice: string | null;
    };

/** How long a caption is wanted. */
export type CaptionLength = 'short' | 'detailed' | 'paragraph';

/** One photo at a time. */
export type DecoderRoute = { readonly tool: 'decoder'; readonly reason: string } & (
  | { readonly task: 'detect' }
  | {
      readonly task: 'answer';
      /** As the decoder has learnt them, one after the other. */
      readonly questions: readonly string[];
      /** What the person should know about how it was asked. */
      readonly notice: string | null;
    }
  | ({ readonly task: 'each' } & AskedOfEach)
  | { readonly task: 'caption'; readonly length: CaptionLength }
  | { readonly task: 'ground'; readonly phrase: string }
  | { readonly task: 'read'; readonly notice: string | null }
);
