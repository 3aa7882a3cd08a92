import { AppError } from '../../../app/contract/errors.ts';
import type { DeviceId } from '../../../app/contract/devices.ts';
import type { ModelId } from '../../../app/contract/ids.ts';
import type { Look } from '../../../app/contract/assistant.ts';
import type { ChatEvent, ChatInput, Detail, InferenceClient } from '../../inference/contract.ts';
import type { AnswerEvent } from './answer.ts';
import type { ChatSubject, PreparedTurn } from './chat-turns.ts';
import { sentEdge } from './choose-detail.ts';
import type { ChatModel } from './lookers.ts';
import { unreadableReason } from './unreadable.ts';

export interface ChatTools {
  generate(): InferenceClient;
  deviceOf(modelId: ModelId): DeviceId;
  readonly sampling: { readonly temperature: number; readonly seed: number };
}

export interface ChatRequest {
  readonly model: ChatModel;
  readonly task: ChatInput['task'];
  readonly turns: readonly PreparedTurn[];
  readonly detail: Detail;
  /** What was already said, kept where the model has to start again. */
  readonly head: string;
}

export interface ChatFinished extends Omit<Extract<ChatEvent, { type: 'finished' }>, 'type'> {
  /** What was seen of each photo, by its key. */
  readonly looks: ReadonlyMap<string, Look>;
}

interface Context {
  readonly tools: ChatTools;
  readonly signal: AbortSignal;
}

type SentPhoto = ChatInput['photos'][number];

/**
 * Asks a model. One whose process dies is started again and asked once more; one whose cache lost a photo is sent it again.
 * The second failure is the person's to see. Where no photo of the question can be read, rejects what reading one rejected.
 */
export async function* askChatModel(request: ChatRequest, context: Context): AsyncGenerator<AnswerEvent, ChatFinished> {
  const read = new Map<string, SentPhoto>();
  try {
    return yield* askOnce(request, { ...context, read, trustCache: true });
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    if (context.signal.aborted || (code !== 'unavailable' && code !== 'not_found')) throw error;
    if (code === 'unavailable') {
      yield { type: 'notice', text: 'The model process ended and was started again; this is its second try.' };
      yield { type: 'replaced', text: request.head, reason: 'The model process ended and was started again.' };
    }
    return yield* askOnce(request, { ...context, read, trustCache: false });
  }
}

interface Attempt extends Context {
  /** Photos that an earlier try has read. */
  readonly read: Map<string, SentPhoto>;
  readonly trustCache: boolean;
}

async function* askOnce(request: ChatRequest, attempt: Attempt): AsyncGenerator<AnswerEvent, ChatFinished> {
  const { model, task, turns, detail } = request;
  const { tools, signal } = attempt;
  const { id, chat } = model.manifest;
  const subjects = new Map(turns.flatMap(({ photos }) => photos).map((photo) => [photo.key, photo]));
  const photos = yield* photosToSend([...subjects.values()], request, attempt);
  const sent = new Set(photos.map(({ key }) => key));
  const input: ChatInput = {
    modelId: id,
    device: tools.deviceOf(id),
    task,
    turns: turns.map(({ role, text, photos }) => ({
      role,
      text,
      photoKeys: photos.map(({ key }) => key).filter((key) => sent.has(key)),
    })),
    photos,
    detail,
    sampling: { ...tools.sampling, maxNewTokens: chat.maxNewTokens },
  };
  let looks: ReadonlyMap<string, Look> = new Map();
  for await (const event of tools.generate().chat(input, { signal })) {
    if (event.type === 'token') yield event;
    else if (event.type === 'looking') {
      looks = looksOf(event, subjects);
      yield { type: 'looking', looks: [...looks.values()] };
      if (event.droppedTurns > 0) yield droppedNotice(event.droppedTurns);
    } else return { ...event, looks };
  }
  throw new AppError('inference_failed', 'The model ended without an answer.');
}

const looksOf = (
  { photos }: Extract<ChatEvent, { type: 'looking' }>,
  subjects: ReadonlyMap<string, ChatSubject>,
): ReadonlyMap<string, Look> =>
  new Map(
    photos.map(({ key, width, height, tiles, tokens }) => [
      key,
      { photoId: subjects.get(key)?.subject.photoId ?? null, width, height, tiles, tokens },
    ]),
  );

function droppedNotice(turns: number): AnswerEvent {
  const [what, were] = turns === 1 ? ['The oldest message', 'was'] : [`The ${turns} oldest messages`, 'were'];
  return {
    type: 'notice',
    text: `${what} of this conversation did not fit into the model’s memory and ${were} left out.`,
  };
}

/** Photos whose features are cached go by their key alone. One that cannot be read is left out, and that is said. */
async function* photosToSend(
  subjects: readonly ChatSubject[],
  { model: { manifest }, turns, detail }: ChatRequest,
  { tools, signal, read, trustCache }: Attempt,
): AsyncGenerator<AnswerEvent, SentPhoto[]> {
  const keys = subjects.map(({ key }) => key);
  const asked = { modelId: manifest.id, device: tools.deviceOf(manifest.id), detail, keys };
  const cached =
    trustCache && keys.length > 0 ? (await tools.generate().cachedChatPhotos(asked, { signal })).cached : [];
  const edge = sentEdge(manifest.chat.image, detail, subjects.length);
  const photos: SentPhoto[] = [];
  const unread: (ChatSubject & { readonly error: unknown })[] = [];
  for (const [at, { subject, key }] of subjects.entries()) {
    if (cached[at] === true) {
      photos.push({ key, width: 1, height: 1, pixels: null });
      continue;
    }
    try {
      const photo = read.get(key) ?? { key, ...(await subject.picture(edge, signal)) };
      read.set(key, photo);
      photos.push(photo);
    } catch (error) {
      unread.push({ subject, key, error });
    }
  }
  const wanted = turns.at(-1)!.photos.map(({ key }) => key);
  const missed = unread.filter(({ key }) => wanted.includes(key));
  if (missed.length > 0 && missed.length === wanted.length) throw missed[0]!.error;
  for (const { subject, error } of unread)
    yield { type: 'notice', text: `${subject.name} could not be read: ${unreadableReason(error)}` };
  return photos;
}
