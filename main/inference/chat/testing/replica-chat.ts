import { AppError } from '../../../../app/contract/errors.ts';
import { flatPhoto, type Rgb } from '../../../../models/testing/chat/flat-photo.ts';
import type { Replica } from '../../../../models/testing/replica.ts';
import { silentLogger as logger } from '../../../platform/testing/silent-logger.ts';
import { installReplica } from '../../../testing/install-replica.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { createByteCache } from '../../byte-cache.ts';
import { openInference } from '../../client.ts';
import type { ChatEvent, ChatInput } from '../../contract.ts';
import { loadInstalledModel } from '../../installed-models.ts';
import { spawnerWith } from '../../testing/faulty-spawner.ts';
import { openChatRuntime } from '../open-chat-runtime.ts';
import type { SeenPhoto } from '../photo-shelf.ts';

export type Photo = ChatInput['photos'][number];
export type Question = Partial<Omit<ChatInput, 'sampling'>> & { sampling?: Partial<ChatInput['sampling']> };
type Finished = Extract<ChatEvent, { type: 'finished' }>;
type Looking = Extract<ChatEvent, { type: 'looking' }>;

/** A photo of one colour, or of two halves, by its name. */
export const photo = (key: string, [width, height]: readonly [number, number], ...colours: [Rgb, Rgb?]): Photo => ({
  key,
  width,
  height,
  pixels: flatPhoto({ width, height }, ...colours),
});

/** The same photo without its pixels. */
export const remembered = (of: Photo): Photo => ({ ...of, pixels: null });

export const userTurn = (text: string, ...photos: readonly Photo[]): ChatInput['turns'][number] => ({
  role: 'user',
  text,
  photoKeys: photos.map(({ key }) => key),
});
export const assistantTurn = (text: string): ChatInput['turns'][number] => ({ role: 'assistant', text, photoKeys: [] });

export interface ReplicaChat extends AsyncDisposable {
  /** Every event of an answer. */
  events(question: Question, signal?: AbortSignal): AsyncIterable<ChatEvent>;
}

export interface Answered {
  readonly looking: Looking;
  readonly finished: Finished;
  /** Texts of the token events. */
  readonly words: readonly string[];
}

export async function ask(chat: ReplicaChat, question: Question): Promise<Answered> {
  const events: ChatEvent[] = [];
  for await (const event of chat.events(question)) events.push(event);
  return {
    looking: events[0] as Looking,
    finished: events.at(-1) as Finished,
    words: events.flatMap((event) => (event.type === 'token' ? [event.text] : [])),
  };
}

/** What would be looked at; the answer is not waited for. */
export async function lookAt(chat: ReplicaChat, question: Question): Promise<Looking> {
  for await (const event of chat.events(question)) if (event.type === 'looking') return event;
  throw new Error('Nothing was looked at.');
}

/** The replica in this process, loaded as an inference process loads it. */
export async function openReplicaChat(
  replica: Replica,
  { availableBytes = 2 ** 33 }: { availableBytes?: number } = {},
): Promise<ReplicaChat> {
  const folder = await temporaryFolder();
  const model = await loadInstalledModel(await installReplica(folder.path, replica));
  const cache = createByteCache<SeenPhoto>({ limitBytes: 2 ** 28 });
  const runtime = await openChatRuntime(model, {
    device: 'cpu',
    cache,
    sessionOptions: { intraOpNumThreads: 1 },
    availableBytes: () => availableBytes,
  });
  const never = new AbortController().signal;
  return {
    events: (question, signal = never) => runtime.chat(inputFor(replica.manifest.id, question), signal),
    async [Symbol.asyncDispose]() {
      await runtime[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

export interface SpawnedReplicaChat extends ReplicaChat {
  /** The model's folder. */
  readonly directory: string;
}

/** The replica in a real inference process. */
export async function spawnReplicaChat(
  replica: Replica,
  environment: Readonly<Record<string, string>> = {},
): Promise<SpawnedReplicaChat> {
  const folder = await temporaryFolder();
  const directory = await installReplica(folder.path, replica);
  const threads = (): number => 1;
  const spawn = spawnerWith(environment, logger);
  const inference = openInference({ spawn, logger, modelDirectories: [], modelsRoot: folder.path, threads });
  const lane = inference.lane('generate');
  return {
    directory,
    events: (question, signal) =>
      lane.chat(inputFor(replica.manifest.id, question), signal === undefined ? {} : { signal }),
    async [Symbol.asyncDispose]() {
      await inference[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** A question with what it leaves out. */
export const inputFor = (modelId: string, { sampling, ...question }: Question): ChatInput => ({
  modelId,
  device: 'cpu',
  task: { kind: 'chat' },
  turns: [],
  photos: [],
  detail: 'gist',
  ...question,
  sampling: { temperature: 0, seed: 1, maxNewTokens: 32, ...sampling },
});

/** The answer's text, or the code of the error that came instead: what a fault changes. */
export async function answerOf(replica: Replica, question: Question): Promise<string> {
  try {
    await using chat = await openReplicaChat(replica);
    return (await ask(chat, question)).finished.text;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
