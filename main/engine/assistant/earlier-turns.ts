import type { AnswerFacts, Message } from '../../../app/contract/assistant.ts';
import type { EarlierTurn } from './resolve-question.ts';

/** Questions that were answered, with their photos as positions among the photos of now. */
export function earlierTurns(messages: readonly Message[], photoIds: readonly string[]): EarlierTurn[] {
  return messages.flatMap((message, at): EarlierTurn[] => {
    const reply = messages[at + 1];
    if (message.role !== 'user' || reply?.role !== 'assistant' || reply.failure !== null) return [];
    const cited = (reply.answer?.citedPhotoIds ?? []).map((photoId) => photoIds.indexOf(photoId));
    return [
      {
        question: message.text,
        cited: cited.filter((position) => position >= 0),
        confidence: confidenceOf(reply.answer),
      },
    ];
  });
}

function confidenceOf(answer: AnswerFacts | null): EarlierTurn['confidence'] {
  if (answer === null || answer.confidence === null || answer.confidenceKind === null) return null;
  const value = answer.confidence;
  return { value, words: sentences[answer.confidenceKind](value.toFixed(2)) };
}

const sentences: Readonly<Record<NonNullable<AnswerFacts['confidenceKind']>, (value: string) => string>> = {
  exact: () => 'Yes: the file itself records it.',
  calibrated_similarity: (value) => `The comparison gave a probability of ${value} for its best photo.`,
  token_probability: (value) =>
    `The model chose its words with a mean probability of ${value}. That says how decided it was, not that it is right.`,
  presence: (value) =>
    `The decoder’s answer and the photo’s likeness to the words together give this a probability of ${value}.`,
  caption_match: (value) => `Checked against the photo, the caption fits with a probability of ${value}.`,
};
