import { AppError, isCancelled } from '../../../app/contract/errors.ts';
import { probabilityOf } from '../../../models/calibration.ts';
import type { StarterConfig } from '../../../models/starter/config.ts';
import type { InferenceClient } from '../../inference/contract.ts';
import { cosine } from '../cosine.ts';
import type { ActiveSearchModel } from '../models/search-model.ts';
import type { AnswerEvent, Answering } from './answer.ts';
import type { EachAnswer } from './conclude-together.ts';
import { withoutPhotoNames } from './named-photos.ts';
import { nameOf, type NumberedSubject } from './subject.ts';
import { sayUnreadable, unreadableNotice, unreadableReason } from './unreadable.ts';

export interface DecoderTools {
  readonly modelId: string;
  readonly config: StarterConfig;
  generate(): InferenceClient;
  readonly search: ActiveSearchModel;
}

interface Looking {
  readonly task: 'caption' | 'answer';
  readonly question: string;
  readonly tools: DecoderTools;
  readonly signal: AbortSignal;
  /** What the answers about two or more photos come to together. */
  readonly conclude?: (answers: readonly EachAnswer[]) => string;
}

interface Said {
  readonly text: string;
  readonly probability: number;
  readonly kind: 'token_probability' | 'caption_match';
}

const captionBeams = 3;
/** Below this an answer is said to be a guess. */
const sure = 0.4;

/** Answers by looking: one photo after the other, each said as it comes. */
export async function* answerWithDecoder(subjects: readonly NumberedSubject[], looking: Looking): Answering {
  const { size } = looking.tools.config.image;
  const said: (Said & { readonly number: number; readonly name: string })[] = [];
  let before = '';
  for (const subject of subjects) {
    const head = `${before}${before === '' ? '' : '\n'}${subjects.length > 1 ? `${nameOf(subject)}: ` : ''}`;
    if (head !== before) yield { type: 'token', text: head.slice(before.length) };
    try {
      const one = yield* lookAt(subject, { ...looking, head });
      said.push({ ...one, number: subject.number, name: nameOf(subject) });
      before = `${head}${one.text}`;
    } catch (error) {
      const reason = unreadableReason(error);
      yield unreadableNotice(subject, reason);
      yield { type: 'replaced', text: before, reason };
    }
  }
  if (said.length === 0) return yield* sayUnreadable();
  if (looking.conclude !== undefined && said.length > 1) yield { type: 'token', text: `\n${looking.conclude(said)}` };
  const weakest = said.reduce((least, one) => (one.probability < least.probability ? one : least));
  if (weakest.kind === 'token_probability' && weakest.probability < sure)
    yield { type: 'notice', text: 'The model is unsure: take this as a guess.' };
  return {
    cited: said.map(({ number }) => number),
    resolution: { width: size, height: size },
    confidence: weakest.probability,
    confidenceKind: weakest.kind,
  };
}

type LookingAt = Looking & {
  /** All that was said before this photo's own words. */
  readonly head: string;
};

async function* lookAt(subject: NumberedSubject, looking: LookingAt): AsyncGenerator<AnswerEvent, Said> {
  if (looking.task === 'caption') return yield* caption(subject, looking);
  const { text, probability } = yield* decode(subject, { ...looking, question: promptOf(looking.question) });
  return { text, probability, kind: 'token_probability' };
}

/** A caption that does not fit its photo gives way to the list of what is in it. */
async function* caption(subject: NumberedSubject, looking: LookingAt): AsyncGenerator<AnswerEvent, Said> {
  const { tools } = looking;
  const { text, probability: tokenProbability } = yield* decode(subject, { ...looking, question: null });
  const probability = await fitOf(subject, text, looking);
  if (probability === null) return { text, probability: tokenProbability, kind: 'token_probability' };
  if (probability >= tools.config.caption_check.min_probability) return { text, probability, kind: 'caption_match' };
  const reason = `The caption “${text}” did not fit the photo (${probability.toFixed(2)}), so here is what the model sees in it.`;
  yield { type: 'replaced', text: looking.head, reason };
  yield { type: 'notice', text: reason };
  const question = tools.config.decoder.questions.list_objects;
  const objects = yield* decode(subject, { ...looking, question });
  return { text: objects.text, probability: objects.probability, kind: 'token_probability' };
}

/** How well the search model thinks a caption fits its photo; null where that model is not usable. */
async function fitOf({ subject }: NumberedSubject, text: string, { tools, signal }: Looking): Promise<number | null> {
  const search = tools.search();
  if (search.calibration === null) return null;
  const [photo, words] = await Promise.all([subject.vector(search, signal), search.embedText(text, signal)]);
  return probabilityOf(search.calibration, cosine(photo, words));
}

interface Decoded {
  readonly text: string;
  readonly probability: number;
}

/** A model process that dies is started again and asked once more; the second failure is the person's to see. */
async function* decode(
  subject: NumberedSubject,
  looking: Omit<LookingAt, 'question'> & { question: string | null },
): AsyncGenerator<AnswerEvent, Decoded> {
  try {
    return yield* decodeOnce(subject, looking);
  } catch (error) {
    const restarted = error instanceof AppError && error.code === 'unavailable' && !isCancelled(error);
    if (!restarted || looking.signal.aborted) throw error;
    yield { type: 'notice', text: 'The model process ended and was started again; this is its second try.' };
    yield { type: 'replaced', text: looking.head, reason: 'The model process ended and was started again.' };
    return yield* decodeOnce(subject, looking);
  }
}

async function* decodeOnce(
  { subject }: NumberedSubject,
  { tools, task, question, signal }: Omit<LookingAt, 'question'> & { question: string | null },
): AsyncGenerator<AnswerEvent, Decoded> {
  const { decoder } = tools.config;
  const key = await subject.key(signal);
  const client = tools.generate();
  const { cached } = await client.cachedPhotos({ modelId: tools.modelId, keys: [key] }, { signal });
  const pixels = cached[0] === true ? null : await subject.pixels(signal);
  const captioning = task === 'caption' && question === null;
  const events = client.generate(
    {
      modelId: tools.modelId,
      task: captioning ? 'caption' : 'answer',
      photo: { key, pixels },
      question,
      decoding: captioning
        ? { beams: captionBeams, maxNewTokens: decoder.caption_max_new }
        : { beams: 1, maxNewTokens: decoder.answer_max_new },
    },
    { signal },
  );
  for await (const event of events) {
    if (event.type === 'token') yield event;
    else return { text: event.text, probability: Math.min(1, event.tokenProbability) };
  }
  throw new AppError('inference_failed', 'The model ended without an answer.');
}

/** The decoder was trained on lower-case questions that end in a question mark. */
function promptOf(question: string): string {
  const plain = withoutPhotoNames(question)
    .toLowerCase()
    .replace(/^(and|so|please|can you tell me|tell me|do you know)[, ]+/, '')
    .replace(/[.?!\s]+$/, '');
  return `${plain}?`;
}
