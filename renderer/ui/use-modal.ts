import { useEffect, useRef, type RefObject } from 'react';

/**
 * Opens the dialog as a modal while it is mounted and gives the focus back afterwards. The focus starts at the element
 * marked `data-autofocus`, else at a dialog that takes it itself, else where the browser puts it.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog !== null && !dialog.open) dialog.showModal();
    if (dialog?.hasAttribute('tabindex') === true) dialog.focus();
    dialog?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return ref;
}
