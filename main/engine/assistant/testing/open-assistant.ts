import { AskInput, type AskEvent, type Message } from '../../../../app/contract/assistant.ts';
import { openDatabase } from '../../../store/database.ts';
import { installedModel, searchModel } from '../../models/testing/search-model.ts';
import type { ChatChoice } from '../choose-lookers.ts';
import { createAssistant, type Assistant } from '../create-assistant.ts';
import type { ChatModel, Lookers } from '../lookers.ts';
import { fakeInference, type FakeAnswer, type FakeInference } from './fake-inference.ts';
import { fakeSubjects } from './fake-subjects.ts';

export interface TestAssistant extends Disposable {
  readonly assistant: Assistant;
  readonly inference: FakeInference;
  /** Longest edges that photos were read with. */
  readonly edges: readonly number[];
  /** Asks about photos by their numbers, in one conversation. */
  ask(question: string, photos: readonly number[], how?: { closer?: boolean; signal?: AbortSignal }): Promise<Asked>;
  /** Others look from now on. */
  choose(lookers: Partial<Lookers>): void;
  markdown(): Promise<string>;
}

export interface Asked {
  readonly events: readonly AskEvent[];
  /** As it was stored. */
  readonly answer: Message;
}

interface Given {
  readonly lookers: Partial<Lookers>;
  readonly answers?: readonly FakeAnswer[];
  readonly broken?: readonly number[];
  readonly serverKey?: string;
}

export const chatsWith = (model: ChatModel): Partial<Lookers> => ({ chat: { kind: 'model', model } });

/** The assistant on a store in memory, with photos and a model process that are made up. */
export function openAssistant({ lookers, answers = [{}], broken, serverKey }: Given): TestAssistant {
  const db = openDatabase(':memory:');
  const inference = fakeInference(answers);
  const subjects = fakeSubjects(broken);
  let now = lookers;
  const chatChoice: ChatChoice = {
    lookers: () => ({ chat: null, caption: null, detect: null, read: null, notice: null, ...now }),
    chosen: () => installedModel.manifest.id,
    use: () => undefined,
  };
  const assistant = createAssistant({
    db,
    subjects,
    chatChoice,
    tools: {
      model: installedModel,
      search: () => searchModel(),
      generate: () => inference.client,
      deviceOf: () => 'cpu',
      serverKey: () => Promise.resolve(serverKey ?? null),
    },
    sampling: () => ({ temperature: 0.5, seed: 3 }),
  });
  const never = new AbortController().signal;
  let conversationId: string | undefined;
  const { handlers } = assistant;
  const context = (signal = never) => ({ signal, connection: 'test' });
  return {
    assistant,
    inference,
    edges: subjects.edges,
    choose: (lookers) => (now = lookers),
    async ask(question, photos, { closer = false, signal = never } = {}) {
      const events: AskEvent[] = [];
      const input = AskInput.parse({ question, photoIds: photos.map(String), closer, conversationId });
      for await (const event of handlers.ask(input, context(signal))) {
        if (event.type === 'started') conversationId = event.conversationId;
        events.push(event as AskEvent);
      }
      const id = { conversationId: conversationId! } as Parameters<typeof handlers.conversation>[0];
      const { messages } = await handlers.conversation(id, context());
      return { events, answer: messages.at(-1) as Message };
    },
    async markdown() {
      const id = { conversationId: conversationId! } as Parameters<typeof handlers.conversation>[0];
      return (await handlers.exportMarkdown(id, context())).markdown;
    },
    [Symbol.dispose]() {
      inference[Symbol.dispose]();
      db.close();
    },
  };
}
