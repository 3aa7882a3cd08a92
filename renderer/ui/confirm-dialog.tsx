import type { ReactNode } from 'react';
import { en } from '../text/en.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly busy?: boolean;
  /** Keeps the action out of reach until, for example, a word was typed. */
  readonly disabled?: boolean;
  readonly children?: ReactNode;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone; the focus starts at Cancel, or at what has to be filled in. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const footer = (
    <>
      <Button kind="outline" onClick={props.onClose} data-autofocus={props.children === undefined || undefined}>
        {en.cancel}
      </Button>
      <Button kind="danger" disabled={props.busy === true || props.disabled === true} onClick={props.onConfirm}>
        {props.action}
      </Button>
    </>
  );
  return (
    <Dialog title={props.title} footer={footer} onClose={props.onClose}>
      <p>{props.text}</p>
      {props.children}
    </Dialog>
  );
}
