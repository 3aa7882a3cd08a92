import { Download, Pencil, Trash2 } from 'lucide-react';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import type { Conversation } from '../../../app/contract/assistant.ts';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useConversationActions } from './use-conversation-actions.ts';

/** Rename, export and delete a conversation. */
export function ConversationMenu({ conversation }: { conversation: Conversation }): ReactNode {
  const actions = useConversationActions(conversation);
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <Menu
        label={en.chat.more}
        items={[
          { label: en.chat.rename, icon: Pencil, onChoose: () => setOpen('rename') },
          { label: en.chat.export, icon: Download, onChoose: () => void actions.exportMarkdown() },
          { label: en.chat.remove, icon: Trash2, onChoose: () => setOpen('remove') },
        ]}
      />
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
    </>
  );
}

function RenameDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }): ReactNode {
  const actions = useConversationActions(conversation);
  const [title, setTitle] = useState(conversation.title);
  const blank = title.trim() === '';
  const save = async (): Promise<void> => {
    if (!blank && (await actions.rename(title.trim()))) onClose();
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void save();
  };
  const footer = (
    <>
      <Button kind="outline" onClick={onClose}>
        {en.cancel}
      </Button>
      <Button kind="primary" disabled={blank} onClick={() => void save()}>
        {en.chat.save}
      </Button>
    </>
  );
  return (
    <Dialog title={en.chat.renameTitle} onClose={onClose} footer={footer}>
      <form onSubmit={submit}>
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
