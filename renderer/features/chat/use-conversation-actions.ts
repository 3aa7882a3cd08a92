import { useQueryClient } from '@tanstack/react-query';
import type { Conversation } from '../../../app/contract/assistant.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import { keys } from '../../engine/query-keys.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { showToast } from '../../ui/toasts.tsx';
import { forgetConversation } from './chat-actions.ts';
import { downloadText } from '../../ui/download-text.ts';

/** What can be done with a conversation as a whole; each resolves true where it was done. */
export function useConversationActions({ conversationId }: Conversation) {
  const engine = useEngine();
  const queries = useQueryClient();
  const store = useAppStore();
  const report = useReportError();
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      report(error);
      return false;
    }
  };
  return {
    rename: (title: string) =>
      run(async () => {
        await engine.assistant.rename({ conversationId, title });
        await queries.invalidateQueries({ queryKey: keys.conversations });
        await queries.invalidateQueries({ queryKey: keys.conversation(conversationId) });
      }),
    remove: () =>
      run(async () => {
        await engine.assistant.remove({ conversationId });
        if (store.get().chat.conversationId === conversationId) forgetConversation(store);
        queries.removeQueries({ queryKey: keys.conversation(conversationId) });
        await queries.invalidateQueries({ queryKey: keys.conversations });
      }),
    exportMarkdown: () =>
      run(async () => {
        const { fileName, markdown } = await engine.assistant.exportMarkdown({ conversationId });
        downloadText(fileName, markdown);
        showToast(store, en.chat.exported(fileName));
      }),
  };
}
