import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useAppStore, type AppStore } from '../state/app-state.tsx';
import { en } from '../text/en.ts';
import { IconButton } from './button.tsx';

const shownMs = 6000;

/** Says something in passing; it goes away by itself after 6 s. */
export function showToast(store: AppStore, text: string): void {
  const id = performance.now();
  store.set(({ toasts }) => ({ toasts: [...toasts.slice(-2), { id, text }] }));
  setTimeout(() => dismiss(store, id), shownMs);
}

function dismiss(store: AppStore, id: number): void {
  store.set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

export function Toasts(): ReactNode {
  const store = useAppStore();
  const toasts = useApp((state) => state.toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className="toast">
          <span className="grow">{toast.text}</span>
          <IconButton size="small" label={en.close} onClick={() => dismiss(store, toast.id)}>
            <X />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
