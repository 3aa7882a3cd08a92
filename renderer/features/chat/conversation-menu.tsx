import { Download, Pencil, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Conversation } from '../../../app/contract/assistant.ts';
import { en } from '../../text/en.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useConversationActions } from './use-conversation-actions.ts';

/** Rename, export and delete a conversation. */
export function ConversationMenu({ conversation }: { conversation: Conversation }): ReactNode {
  const actions = useConversationActions(conversation);
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <span className="row">
      <IconButton size="small" label={en.chat.rename} onClick={() => setOpen('rename')}>
        <Pencil />
      </IconButton>
      <IconButton size="small" label={en.chat.export} onClick={() => void actions.exportMarkdown()}>
        <Download />
      </IconButton>
      <IconButton size="small" label={en.chat.remove} onClick={() => setOpen('remove')}>
        <Trash2 />
      </IconButton>
      {open === 'rename' ? <RenameDialog conversation={conversation} onClose={close} /> : null}
      {open === 'remove' ? (
        <ConfirmDialog
          title={en.chat.removeTitle}
          text={en.chat.removeText(conversation.title)}
          action={en.chat.remove}
          onConfirm={() => {
            close();
            void actions.remove();
          }}
          onClose={close}
        />
      ) : null}
    </span>
  );
}

function RenameDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }): ReactNode {
  const actions = useConversationActions(conversation);
  const [title, setTitle] = useState(conversation.title);
  const save = async (): Promise<void> => {
    if (title.trim() !== '' && (await actions.rename(title.trim()))) onClose();
  };
  return (
    <Dialog
      title={en.chat.renameTitle}
      onClose={onClose}
      footer={
        <>
          <Button kind="outline" onClick={onClose}>
            {en.cancel}
          </Button>
          <Button kind="primary" disabled={title.trim() === ''} onClick={() => void save()}>
            {en.chat.save}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label>
          {en.chat.name}
          <input
            className="field"
            data-autofocus
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
      </form>
    </Dialog>
  );
}
