import { AppError, isCancelled } from '../../../app/contract/errors.ts';
import type { StarterConfig } from '../../../models/starter/config.ts';
import type { InferenceClient } from '../../inference/contract.ts';
import type { ActiveSearchModel } from '../models/search-model.ts';
import type { AnswerEvent } from './answer.ts';
import { photosAsOne } from './named-photos.ts';
import type { NumberedSubject } from './subject.ts';

export interface DecoderTools {
  readonly modelId: string;
  readonly config: StarterConfig;
  generate(): InferenceClient;
  readonly search: ActiveSearchModel;
}

/** What the decoder is asked about a photo. */
export interface Looking {
  /** null asks for a caption. */
  readonly question: string | null;
  readonly tools: DecoderTools;
  readonly signal: AbortSignal;
  /** All that was said before this photo's own words. */
  readonly head: string;
}

export interface Decoded {
  readonly text: string;
  /** Geometric mean over its words. */
  readonly tokenProbability: number;
  /** Of the whole text. */
  readonly textProbability: number;
}

const captionBeams = 3;

/** A model process that dies is started again and asked once more; the second failure is the person's to see. */
export async function* decode(subject: NumberedSubject, looking: Looking): AsyncGenerator<AnswerEvent, Decoded> {
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
  { tools, question, signal }: Looking,
): AsyncGenerator<AnswerEvent, Decoded> {
  const { decoder } = tools.config;
  const key = await subject.key(signal);
  const client = tools.generate();
  const { cached } = await client.cachedPhotos({ modelId: tools.modelId, keys: [key] }, { signal });
  const pixels = cached[0] === true ? null : await subject.pixels(signal);
  const captioning = question === null;
  const events = client.generate(
    {
      modelId: tools.modelId,
      task: captioning ? 'caption' : 'answer',
      photo: { key, pixels },
      question: captioning ? null : promptOf(question),
      decoding: captioning
        ? { beams: captionBeams, maxNewTokens: decoder.caption_max_new }
        : { beams: 1, maxNewTokens: decoder.answer_max_new },
    },
    { signal },
  );
  for await (const event of events) {
    if (event.type === 'token') yield event;
    else return event;
  }
  throw new AppError('inference_failed', 'The model ended without an answer.');
}

/** The decoder was trained on lower-case questions that end in a question mark. */
function promptOf(question: string): string {
  const plain = photosAsOne(question)
    .toLowerCase()
    .replace(/[.?!\s]+$/, '');
  return `${plain}?`;
}
