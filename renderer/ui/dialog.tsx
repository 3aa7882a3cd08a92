import { X } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { en } from '../text/en.ts';
import { IconButton } from './button.tsx';
import { useModal } from './use-modal.ts';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly wide?: boolean;
  readonly onClose: () => void;
}

/** A modal dialog: focus stays inside, Escape closes, focus returns to where it came from. */
export function Dialog({ title, children, footer, wide, onClose }: DialogProps): ReactNode {
  const ref = useModal();
  const titleId = useId();
  return (
    <dialog
      ref={ref}
      className="dialog"
      data-wide={wide || undefined}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <IconButton label={en.close} onClick={onClose}>
          <X />
        </IconButton>
      </header>
      <div className="dialog-body">{children}</div>
      {footer === undefined ? null : <footer className="dialog-foot">{footer}</footer>}
    </dialog>
  );
}
