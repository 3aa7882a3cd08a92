import { Plus, X } from 'lucide-react';
import { useState, type DragEvent, type ReactNode } from 'react';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { carriesPhotos, droppedPhotos } from '../../state/photo-drag.ts';
import { en } from '../../text/en.ts';
import { IconButton } from '../../ui/button.tsx';
import { addPhotos, closeChat, startConversation } from './chat-actions.ts';
import { ChatPhotos } from './chat-photos.tsx';
import { ChatResizer } from './chat-resizer.tsx';
import { Composer } from './composer.tsx';
import { ConversationMenu } from './conversation-menu.tsx';
import { useConversation } from './conversation-queries.ts';
import { Turns } from './turns.tsx';
import { useAsk } from './use-ask.ts';
import './chat-panel.css';

/** The conversation about photos, at the right; on a narrow window it lies over the photos. */
export function ChatPanel(): ReactNode {
  const open = useApp((state) => state.chat.open);
  return open ? <OpenPanel /> : null;
}

function OpenPanel(): ReactNode {
  const store = useAppStore();
  const width = useApp((state) => state.chat.width);
  const conversationId = useApp((state) => state.chat.conversationId);
  const conversation = useConversation(conversationId).data?.conversation;
  const asking = useAsk();
  const drop = usePhotoDrop();
  const streaming = asking.live?.state === 'streaming';
  return (
    <aside
      id="chat"
      className="chat"
      aria-label={en.chat.label}
      data-testid="chat"
      data-state={streaming ? 'streaming' : 'idle'}
      data-drop={drop.over || undefined}
      style={{ width }}
      {...drop.handlers}
    >
      <ChatResizer />
      <header className="chat-head">
        <h2 className="ellipsis grow">{conversation?.title ?? en.chat.title}</h2>
        {conversation === undefined ? null : <ConversationMenu conversation={conversation} />}
        <IconButton label={en.chat.new} onClick={() => startConversation(store, [])}>
          <Plus />
        </IconButton>
        <IconButton label={en.chat.close} onClick={() => closeChat(store)}>
          <X />
        </IconButton>
      </header>
      <ChatPhotos />
      <Turns asking={asking} />
      <Composer asking={asking} />
    </aside>
  );
}

/** Photos dragged from the grid join the conversation. */
function usePhotoDrop() {
  const store = useAppStore();
  const [over, setOver] = useState(false);
  const onDragOver = (event: DragEvent): void => {
    if (!carriesPhotos(event.dataTransfer)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent): void => {
    setOver(false);
    const photoIds = droppedPhotos(event.dataTransfer);
    if (photoIds.length === 0) return;
    event.preventDefault();
    addPhotos(store, photoIds);
  };
  return { over, handlers: { onDragOver, onDrop, onDragLeave: () => setOver(false) } };
}
