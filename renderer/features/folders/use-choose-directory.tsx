import { useState, type ReactNode } from 'react';
import { useSession } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import { FolderPicker } from './folder-picker.tsx';

interface ChooseDirectory {
  /** The folder that the person chose; null where they chose none. */
  choose(): Promise<string | null>;
  /** To be rendered by whoever asks. */
  readonly dialog: ReactNode;
}

/** Lets the person choose one folder: in the native dialog, or in the engine's picker where there is none. */
export function useChooseDirectory({ title, action }: { title: string; action: string }): ChooseDirectory {
  const { desktop, hello } = useSession();
  const report = useReportError();
  const [answer, setAnswer] = useState<((path: string | null) => void) | null>(null);
  const settle = (path: string | null): void => {
    answer?.(path);
    setAnswer(null);
  };
  const choose = (): Promise<string | null> => {
    if (desktop === null || !hello.capabilities.nativeFolderPicker) {
      return new Promise((resolve) => setAnswer(() => resolve));
    }
    return desktop.pickDirectory({ title }).then(
      ({ path }) => path,
      (error: unknown) => {
        report(error);
        return null;
      },
    );
  };
  const dialog =
    answer === null ? null : (
      <FolderPicker title={title} action={action} onChoose={settle} onClose={() => settle(null)} />
    );
  return { choose, dialog };
}
