import type { AnswerFacts, Look } from '../../../app/contract/assistant.ts';
import { en } from '../../text/en.ts';
import { formatProbability, formatSeconds } from '../../text/format.ts';
import { confidenceWords, probabilityWords } from '../../text/probability-words.ts';

/** The quiet line under an answer: model, what it saw, speed, time, how sure. */
export function answerLine(facts: AnswerFacts, modelTitle: (modelId: string) => string): string[] {
  const { model, server, looks, resolution, confidence, confidenceKind, tokensPerSecond } = facts;
  return [
    model === null ? en.chat.noModel : modelTitle(model),
    server === null ? null : en.chat.byServer(server),
    looks.length > 0 ? sawText(looks) : resolution === null ? null : en.chat.saw(resolution.width, resolution.height),
    tokensPerSecond === null ? null : en.chat.tokensPerSecond(tokensPerSecond),
    formatSeconds(facts.seconds),
    confidence === null || confidenceKind === null ? null : certainty(confidence, confidenceKind),
    facts.stopped ? en.chat.stopped : null,
  ].filter((part) => part !== null);
}

/** `saw 2 photos at 512 × 512 px, 1 tile each`; photos that were seen in different ways are told apart. */
export function sawText(looks: readonly Look[]): string {
  const alike = new Map<string, Look[]>();
  for (const look of looks) {
    const way = `${look.width} ${look.height} ${look.tiles}`;
    alike.set(way, [...(alike.get(way) ?? []), look]);
  }
  return en.chat.sawPhotos(
    [...alike.values()].map((group) => ({ ...group[0]!, photos: group.length })),
    looks.length,
  );
}

function certainty(confidence: number, kind: NonNullable<AnswerFacts['confidenceKind']>): string {
  if (kind === 'exact') return en.chat.certainty.exact;
  const ofAnswer = kind === 'token_probability' || kind === 'presence';
  const words = ofAnswer ? confidenceWords(confidence) : probabilityWords(confidence);
  return en.chat.sure(words, formatProbability(confidence));
}
