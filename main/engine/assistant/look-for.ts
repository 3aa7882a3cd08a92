import { decode, type Decoded, type Looking } from './decode-photo.ts';
import type { AnswerEvent } from './answer.ts';
import { fitOf } from './fit-of.ts';
import { presenceOf } from './presence.ts';
import type { Said } from './said.ts';
import type { NumberedSubject } from './subject.ts';

/** Below this nothing is said. */
const decided = 0.55;

/** Answers whether a thing is in a photo. The decoder's word is held back until the photo's likeness has been heard too. */
export async function* lookFor(
  thing: string,
  subject: NumberedSubject,
  looking: Looking,
): AsyncGenerator<AnswerEvent, Said> {
  const decoded = yield* withoutWords(decode(subject, looking));
  const { text: answer } = decoded;
  if (answer !== 'yes' && answer !== 'no') return yield* asDecoded(decoded);
  const { tools, signal } = looking;
  const likeness = await fitOf(subject.subject, `a photo of ${thing}`, { search: tools.search, signal });
  if (likeness === null) return yield* asDecoded(decoded);
  const witnesses = { decoder: { answer, probability: decoded.textProbability }, likeness } as const;
  const presence = presenceOf(looking.tools.config.presence, witnesses);
  const probability = Math.max(presence, 1 - presence);
  if (probability < decided) {
    yield said(cannotTell.text);
    return cannotTell;
  }
  const text = presence > 0.5 ? 'yes' : 'no';
  yield said(text);
  if (text !== answer) yield { type: 'notice', text: outweighed(thing, answer) };
  return { text, probability, kind: 'presence' };
}

const said = (text: string): AnswerEvent => ({ type: 'token', text });

/** What the decoder says by itself. */
export async function* decoded(subject: NumberedSubject, looking: Looking): AsyncGenerator<AnswerEvent, Said> {
  return yield* asDecoded(yield* withoutWords(decode(subject, looking)));
}

const cannotTell = { text: 'I can’t tell.', probability: null, kind: null } as const;

/** That it cannot tell claims nothing, however sure the decoder is of that. */
async function* asDecoded({ text, tokenProbability }: Decoded): AsyncGenerator<AnswerEvent, Said> {
  const declined = /^i (?:can['’]t|cannot) tell\b/i.test(text);
  yield said(declined ? cannotTell.text : text);
  return declined ? cannotTell : { text, probability: tokenProbability, kind: 'token_probability' };
}

const outweighed = (thing: string, answer: 'yes' | 'no'): string =>
  answer === 'yes'
    ? `The decoder alone said yes; the photo is too unlike “${thing}” for that.`
    : `The decoder alone said no; the photo is too much like “${thing}” for that.`;

async function* withoutWords<T>(decoding: AsyncGenerator<AnswerEvent, T>): AsyncGenerator<AnswerEvent, T> {
  for (;;) {
    const step = await decoding.next();
    if (step.done === true) return step.value;
    if (step.value.type !== 'token') yield step.value;
  }
}
