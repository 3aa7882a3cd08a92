import { probabilityOfLogOdds } from '../../../models/calibration.ts';
import type { AnswerEvent, Answering } from './answer.ts';
import type { EachAnswer } from './conclude-together.ts';
import { decode, type DecoderTools, type Looking } from './decode-photo.ts';
import { fitOf } from './fit-of.ts';
import { decoded, lookFor } from './look-for.ts';
import { thingAskedFor } from './presence.ts';
import type { Said } from './said.ts';
import { nameOf, type NumberedSubject } from './subject.ts';
import { sayUnreadable, unreadableNotice, unreadableReason } from './unreadable.ts';

interface Task {
  /** Asked one after the other; null asks for captions. */
  readonly questions: readonly string[] | null;
  /** Each answer says what was asked, as it does where several things were. */
  readonly labelled?: boolean;
  readonly tools: DecoderTools;
  readonly signal: AbortSignal;
  /** What the answers about two or more photos come to together. */
  readonly conclude?: (answers: readonly EachAnswer[]) => string;
}

/** Below this an answer is said to be a guess. */
const sure: Partial<Record<NonNullable<Said['kind']>, number>> = { token_probability: 0.4, presence: 0.65 };

/** Answers by looking: one photo after the other, each said as it comes. */
export async function* answerWithDecoder(subjects: readonly NumberedSubject[], task: Task): Answering {
  const { size } = task.tools.config.image;
  const said: (Said & { readonly number: number; readonly name: string })[] = [];
  let before = '';
  for (const subject of subjects) {
    const head = `${before}${before === '' ? '' : '\n'}${subjects.length > 1 ? `${nameOf(subject)}: ` : ''}`;
    if (head !== before) yield { type: 'token', text: head.slice(before.length) };
    try {
      const one = yield* lookAt(subject, { ...task, head });
      said.push({ ...one, number: subject.number, name: nameOf(subject) });
      before = `${head}${one.text}`;
    } catch (error) {
      const reason = unreadableReason(error);
      yield unreadableNotice(subject, reason);
      yield { type: 'replaced', text: before, reason };
    }
  }
  if (said.length === 0) return yield* sayUnreadable();
  if (task.conclude !== undefined && said.length > 1) yield { type: 'token', text: `\n${task.conclude(said)}` };
  const weakest = weakestOf(said);
  if (weakest.kind !== null && weakest.probability < (sure[weakest.kind] ?? 0))
    yield { type: 'notice', text: 'The model is unsure: take this as a guess.' };
  return {
    cited: said.map(({ number }) => number),
    resolution: { width: size, height: size },
    confidence: weakest.probability,
    confidenceKind: weakest.kind,
  };
}

type PhotoTask = Omit<Looking, 'question'> & Pick<Task, 'questions' | 'labelled'>;

async function* lookAt(subject: NumberedSubject, looking: PhotoTask): AsyncGenerator<AnswerEvent, Said> {
  const { questions, labelled = false } = looking;
  if (questions === null) return yield* caption(subject, { ...looking, question: null });
  if (questions.length === 1 && !labelled) return yield* answer(subject, { ...looking, question: questions[0]! });
  const said: Said[] = [];
  let text = '';
  for (const question of questions) {
    const label = `${text === '' ? '' : ', '}${labelOf(question)} `;
    yield { type: 'token', text: label };
    const one = yield* answer(subject, { ...looking, question, head: `${looking.head}${text}${label}` });
    said.push(one);
    text += `${label}${one.text}`;
  }
  return { ...weakestOf(said), text };
}

function labelOf(question: string): string {
  const thing = thingAskedFor(question);
  return thing === null ? question : `${thing}:`;
}

const weakestOf = <T extends Said>(said: readonly T[]): T =>
  said.reduce((least, one) => ((one.probability ?? 0) < (least.probability ?? 0) ? one : least));

async function* answer(
  subject: NumberedSubject,
  looking: Looking & { readonly question: string },
): AsyncGenerator<AnswerEvent, Said> {
  const thing = thingAskedFor(looking.question);
  if (thing !== null) return yield* lookFor(thing, subject, looking);
  return yield* decoded(subject, looking);
}

/** A caption that does not fit its photo gives way to the list of what is in it. */
async function* caption(subject: NumberedSubject, looking: Looking): AsyncGenerator<AnswerEvent, Said> {
  const { tools, signal } = looking;
  const { text, tokenProbability } = yield* decode(subject, looking);
  const logOdds = await fitOf(subject.subject, text, { search: tools.search, signal });
  if (logOdds === null) return { text, probability: tokenProbability, kind: 'token_probability' };
  const probability = probabilityOfLogOdds(logOdds);
  if (probability >= tools.config.caption_check.min_probability) return { text, probability, kind: 'caption_match' };
  const reason = `The caption “${text}” did not fit the photo (${probability.toFixed(2)}), so here is what the model sees in it.`;
  yield { type: 'replaced', text: looking.head, reason };
  yield { type: 'notice', text: reason };
  const question = tools.config.decoder.questions.list_objects;
  const objects = yield* decode(subject, { ...looking, question });
  return { text: objects.text, probability: objects.tokenProbability, kind: 'token_probability' };
}
