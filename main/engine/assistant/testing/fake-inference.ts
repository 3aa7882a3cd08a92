import { AppError } from '../../../../app/contract/errors.ts';
import { connect } from '../../../../app/rpc/client.ts';
import { serve } from '../../../../app/rpc/server.ts';
import { createMemoryPair } from '../../../../app/rpc/transports/memory.ts';
import {
  inferenceContract,
  type ChatEvent,
  type ChatInput,
  type InferenceClient,
  type InferenceHandlers,
} from '../../../inference/contract.ts';

type Finished = Extract<ChatEvent, { type: 'finished' }>;
type Looking = Extract<ChatEvent, { type: 'looking' }>;

/** What a fake model does with a question, in the order of the questions; the last holds for all that follow. */
export interface FakeAnswer extends Partial<Pick<Finished, 'regions' | 'tokenProbability' | 'stoppedBy'>> {
  readonly text?: string;
  readonly droppedTurns?: number;
  /** Fails so after its first word. */
  readonly fails?: 'unavailable' | 'not_found' | 'inference_failed';
  /** Waits to be stopped after its first word. */
  readonly hangs?: boolean;
}

export interface FakeInference extends Disposable {
  readonly client: InferenceClient;
  /** What it was asked. */
  readonly asked: ChatInput[];
  /** Photos whose features it says it has. */
  readonly cached: Set<string>;
}

const refuse = (): never => {
  throw new AppError('internal', 'This is not asked here.');
};

/** An inference process that chats in the way it is told to, behind the real contract. */
export function fakeInference(answers: readonly FakeAnswer[]): FakeInference {
  const asked: ChatInput[] = [];
  const cached = new Set<string>();
  const handlers: InferenceHandlers = {
    embedImages: refuse,
    embedTexts: refuse,
    cachedPhotos: refuse,
    generate: refuse,
    warm: () => ({}),
    cachedChatPhotos: ({ keys }) => ({ cached: keys.map((key) => cached.has(key)) }),
    async *chat(input, { signal }) {
      asked.push(input);
      yield* say(input, answers[Math.min(asked.length, answers.length) - 1]!, signal);
    },
  };
  const [server, client] = createMemoryPair();
  serve(inferenceContract, handlers, server, { connection: 'memory' });
  const connection = connect(inferenceContract, client);
  return { client: connection.client, asked, cached, [Symbol.dispose]: () => connection.close() };
}

async function* say(input: ChatInput, answer: FakeAnswer, signal: AbortSignal): AsyncGenerator<ChatEvent> {
  const { text = 'A dog.', fails, hangs = false } = answer;
  yield lookingAt(input, answer.droppedTurns ?? 0);
  const words = text.split(/(?= )/);
  for (const [at, word] of words.entries()) {
    yield { type: 'token', text: word };
    if (at === 0 && hangs) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    if (at === 0 && fails !== undefined) throw new AppError(fails, 'It was told to fail.');
  }
  yield {
    type: 'finished',
    text,
    tokens: words.length,
    tokenProbability: 0.75,
    regions: [],
    tokensPerSecond: 20,
    stoppedBy: 'end',
    ...answer,
  };
}

function lookingAt({ photos, detail }: ChatInput, droppedTurns: number): Looking {
  const seen = detail === 'gist' ? { width: 512, height: 512, tiles: 1 } : { width: 2048, height: 1536, tiles: 13 };
  const looks = photos.map(({ key, pixels }) => ({ key, ...seen, tokens: seen.tiles * 64, cached: pixels === null }));
  return { type: 'looking', photos: looks, promptTokens: 10, droppedTurns };
}
