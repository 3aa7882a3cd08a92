import { useQuery } from '@tanstack/react-query';
import type { ConversationId } from '../../../app/contract/ids.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';

export function useConversations() {
  const engine = useEngine();
  return useQuery({
    queryKey: keys.conversations,
    queryFn: ({ signal }) => engine.assistant.conversations({}, { signal }),
  });
}

export function useConversation(conversationId: ConversationId | null) {
  const engine = useEngine();
  return useQuery({
    queryKey: conversationId === null ? ['conversation', 'none'] : keys.conversation(conversationId),
    queryFn: ({ signal }) => engine.assistant.conversation({ conversationId: conversationId! }, { signal }),
    enabled: conversationId !== null,
  });
}
