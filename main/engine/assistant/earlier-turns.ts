import type { AnswerFacts, Message } from '../../../app/contract/assistant.ts';
import { isDoubt } from './follow-up.ts';
import { resolveQuestion, type EarlierTurn } from './resolve-question.ts';

/** Questions that were answered, with their photos as positions among the photos of now; doubts of an answer are none. */
export function earlierTurns(messages: readonly Message[], photoIds: readonly string[]): EarlierTurn[] {
  return messages.reduce<EarlierTurn[]>((turns, message, at) => {
    const reply = messages[at + 1];
    if (message.role !== 'user' || reply?.role !== 'assistant' || reply.failure !== null) return turns;
    if (turns.length > 0 && isDoubt(message.text)) return turns;
    const cited = (reply.answer?.citedPhotoIds ?? []).map((photoId) => photoIds.indexOf(photoId));
    const turn = {
      question: resolveQuestion(message.text, photoIds.length, turns).question,
      cited: cited.filter((position) => position >= 0),
      confidence: confidenceOf(reply.answer),
    };
    return [...turns, turn];
  }, []);
}

function confidenceOf(answer: AnswerFacts | null): EarlierTurn['confidence'] {
  if (answer === null) return null;
  if (answer.confidence === null || answer.confidenceKind === null)
    return answer.tool === 'facts' ? { value: null, words: unrecorded } : null;
  const value = answer.confidence;
  return { value, words: sentences[answer.confidenceKind](value.toFixed(2)) };
}

const unrecorded = 'Yes, as far as the file goes: it was read, and it does not record that.';

const sentences: Readonly<Record<NonNullable<AnswerFacts['confidenceKind']>, (value: string) => string>> = {
  exact: () => 'Yes: what I said was read from the file itself.',
  calibrated_similarity: (value) => `The comparison gave a probability of ${value} for its best photo.`,
  token_probability: (value) =>
    `The model chose its words with a mean probability of ${value}. That says how decided it was, not that it is right.`,
  presence: (value) =>
    `The decoder’s answer and the photo’s likeness to the words together give this a probability of ${value}.`,
  caption_match: (value) => `Checked against the photo, the caption fits with a probability of ${value}.`,
};
