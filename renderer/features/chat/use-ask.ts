import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { PhotoId } from '../../../app/contract/ids.ts';
import { isCancelled, toAppError } from '../../../app/contract/errors.ts';
import type { Engine } from '../../../app/contract/index.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { changeChat } from './chat-actions.ts';
import { useConversation } from './conversation-queries.ts';
import { applyAskEvent, isStored, newLiveAnswer, type LiveAnswer } from './live-answer.ts';

/** How closely the photos are looked at. */
export interface AskHow {
  readonly closer: boolean;
}

export interface Asking {
  readonly live: LiveAnswer | null;
  ask(question: string, photoIds: readonly PhotoId[], how?: AskHow): void;
  stop(): void;
}

/** Asks the open conversation and follows the answer; leaving the conversation lets it go. */
export function useAsk(): Asking {
  const engine = useEngine();
  const queries = useQueryClient();
  const store = useAppStore();
  const conversationId = useApp((state) => state.chat.conversationId);
  const stored = useConversation(conversationId).data?.messages;
  const [live, setLive] = useState<LiveAnswer | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const ours = live !== null && live.conversationId === conversationId;
  const settled = live !== null && live.state !== 'streaming' && stored !== undefined && isStored(stored, live);
  const starting = live !== null && live.conversationId === null;

  const ask: Asking['ask'] = (question, photoIds, how = { closer: false }) => {
    controller.current?.abort();
    const mine = new AbortController();
    controller.current = mine;
    let now = newLiveAnswer(question, photoIds);
    const show = (next: LiveAnswer): void => {
      now = next;
      if (controller.current === mine) setLive(next);
    };
    show(now);
    const input = { question, ...how, photoIds: [...photoIds], ...(conversationId === null ? {} : { conversationId }) };
    void follow(engine, input, mine.signal, (event) => {
      show(applyAskEvent(now, event));
      if (event.type !== 'started') return;
      if (store.get().chat.conversationId === conversationId)
        changeChat(store, { conversationId: event.conversationId });
      void queries.invalidateQueries({ queryKey: keys.conversations });
    })
      .catch((error: unknown) => {
        const failed = !isCancelled(error);
        const { code, message } = toAppError(error);
        show({ ...now, state: failed ? 'failed' : 'stopping', failure: failed ? { code, message } : null });
      })
      .finally(() => void refresh(queries, now));
  };
  return { live: (ours || starting) && !settled ? live : null, ask, stop: () => controller.current?.abort() };
}

type AskInput = Parameters<Engine['assistant']['ask']>[0];
type AskEvent = Parameters<typeof applyAskEvent>[1];

async function follow(engine: Engine, input: AskInput, signal: AbortSignal, take: (event: AskEvent) => void) {
  for await (const event of engine.assistant.ask(input, { signal })) take(event);
}

const storedAfterMs = [0, 300, 1200];

/** Reads the stored conversation again; what was said before a stop is stored a moment later. */
async function refresh(queries: QueryClient, live: LiveAnswer): Promise<void> {
  await queries.invalidateQueries({ queryKey: keys.conversations });
  if (live.conversationId === null) return;
  for (const waitMs of live.state === 'finished' ? [0] : storedAfterMs) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await queries.invalidateQueries({ queryKey: keys.conversation(live.conversationId) });
  }
}
