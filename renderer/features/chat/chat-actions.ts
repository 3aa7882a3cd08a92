import { maximumPhotos } from '../../../app/contract/assistant.ts';
import type { ConversationId, PhotoId } from '../../../app/contract/ids.ts';
import type { AppStore, ChatState } from '../../state/app-state.tsx';
import { remember } from '../../state/memory.ts';
import { en } from '../../text/en.ts';
import { showToast } from '../../ui/toasts.tsx';

/** Changes the chat panel and remembers it for the next visit. */
export function changeChat(store: AppStore, patch: Partial<ChatState>): void {
  const chat = { ...store.get().chat, ...patch };
  store.set({ chat });
  remember('chat', { ...chat, photoIds: [...chat.photoIds] });
}

export function toggleChat(store: AppStore): void {
  if (store.get().chat.open) return closeChat(store);
  changeChat(store, { open: true });
  focusSoon(questionField);
}

/** Closes the panel; a focus inside it goes to the button that opens it again. */
export function closeChat(store: AppStore): void {
  const inside = document.activeElement?.closest('#chat') != null;
  changeChat(store, { open: false });
  if (inside) focusSoon('#chat-toggle');
}

/** A conversation that starts from nothing but these photos. */
export function startConversation(store: AppStore, photoIds: readonly PhotoId[]): void {
  changeChat(store, { open: true, conversationId: null, photoIds: fitting(store, photoIds) });
  focusSoon(questionField);
}

/** Leaves the conversation, which is gone; the panel stays as it is. */
export function forgetConversation(store: AppStore): void {
  changeChat(store, { conversationId: null, photoIds: [] });
}

export function openConversation(store: AppStore, conversationId: ConversationId, photoIds: readonly PhotoId[]): void {
  changeChat(store, { open: true, conversationId, photoIds });
  focusSoon(questionField);
}

/** Adds photos behind those that are there; says so where not all fit. */
export function addPhotos(store: AppStore, photoIds: readonly PhotoId[]): void {
  const all = [...new Set([...store.get().chat.photoIds, ...photoIds])];
  changeChat(store, { open: true, photoIds: fitting(store, all) });
}

export function setPhotos(store: AppStore, photoIds: readonly PhotoId[]): void {
  changeChat(store, { photoIds });
}

function fitting(store: AppStore, photoIds: readonly PhotoId[]): readonly PhotoId[] {
  if (photoIds.length > maximumPhotos) showToast(store, en.chat.full(maximumPhotos));
  return photoIds.slice(0, maximumPhotos);
}

const questionField = '#chat-question';

/** Moves the focus once what was changed is on the screen and what was closed has given its focus back. */
function focusSoon(selector: string): void {
  const focus = (): void => document.querySelector<HTMLElement>(selector)?.focus();
  requestAnimationFrame(() => requestAnimationFrame(focus));
}
