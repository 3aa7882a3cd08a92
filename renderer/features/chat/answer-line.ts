import type { AnswerFacts } from '../../../app/contract/assistant.ts';
import { en } from '../../text/en.ts';
import { formatProbability, formatSeconds } from '../../text/format.ts';
import { confidenceWords, probabilityWords } from '../../text/probability-words.ts';

/** The quiet line under an answer: model, resolution, time, how sure. */
export function answerLine(facts: AnswerFacts, modelTitle: (modelId: string) => string): string[] {
  const { model, resolution, confidence, confidenceKind } = facts;
  return [
    model === null ? en.chat.noModel : modelTitle(model),
    resolution === null ? null : en.chat.saw(resolution.width, resolution.height),
    formatSeconds(facts.seconds),
    confidence === null || confidenceKind === null ? null : certainty(confidence, confidenceKind),
    facts.stopped ? en.chat.stopped : null,
  ].filter((part) => part !== null);
}

function certainty(confidence: number, kind: NonNullable<AnswerFacts['confidenceKind']>): string {
  if (kind === 'exact') return en.chat.certainty.exact;
  const words = kind === 'token_probability' ? confidenceWords(confidence) : probabilityWords(confidence);
  return en.chat.sure(words, formatProbability(confidence));
}
