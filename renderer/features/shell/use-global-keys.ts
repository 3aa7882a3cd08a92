import { useEffect } from 'react';
import { useAppStore, type AppStore } from '../../state/app-state.tsx';
import { toggleChat } from '../chat/chat-actions.ts';
import { emptySelection } from '../library/selection.ts';

/** Keys that work wherever the focus is, apart from dialogs and, for letters, fields. */
export function useGlobalKeys(): void {
  const store = useAppStore();
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (handle(event, store)) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [store]);
}

/** True where the key was taken. */
function handle(event: KeyboardEvent, store: AppStore): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('dialog') != null) return false;
  const typing = target?.closest('input:not([type=range], [type=checkbox]), textarea, select') != null;
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === 'j') toggleChat(store);
  else if (typing) return false;
  else if (command && event.key.toLowerCase() === 'a') return selectAll();
  else if (event.key === 'Escape') store.set({ selection: emptySelection });
  else if (event.key === '?') store.set({ dialog: 'shortcuts' });
  else return false;
  return true;
}

/** Passes Ctrl+A on to the grid, which knows its photos. */
function selectAll(): boolean {
  const cell = document.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]');
  if (cell === null) return false;
  cell.focus({ preventScroll: true });
  cell.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', ctrlKey: true, bubbles: true, cancelable: true }));
  return true;
}
