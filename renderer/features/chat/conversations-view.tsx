import { MessageCircle, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Conversation } from '../../../app/contract/assistant.ts';
import { usePhotos } from '../../engine/hooks.ts';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { formatMoment } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PhotoImage } from '../photo/photo-image.tsx';
import { openConversation, startConversation } from './chat-actions.ts';
import { ConversationMenu } from './conversation-menu.tsx';
import { useConversations } from './conversation-queries.ts';
import './conversations-view.css';

/** All conversations, the latest first. */
export function ConversationsView(): ReactNode {
  const store = useAppStore();
  const conversations = useConversations();
  const list = conversations.data?.conversations ?? [];
  if (conversations.isSuccess && list.length === 0) {
    return (
      <main className="page" aria-label={en.chat.list}>
        <EmptyState
          state="no-conversations"
          icon={MessageCircle}
          title={en.chat.listEmptyTitle}
          text={en.chat.listEmpty}
        />
      </main>
    );
  }
  return (
    <main className="page" aria-label={en.chat.list}>
      <div className="page-inner">
        <header className="row">
          <h1 className="grow">{en.chat.list}</h1>
          <Button kind="outline" icon={<Plus aria-hidden />} onClick={() => startConversation(store, [])}>
            {en.chat.new}
          </Button>
        </header>
        {conversations.isError ? <Notice tone="bad">{errorText(conversations.error)}</Notice> : null}
        <ul className="conversations" data-testid="conversations">
          {list.map((conversation) => (
            <ConversationItem key={conversation.conversationId} conversation={conversation} />
          ))}
        </ul>
      </div>
    </main>
  );
}

const shownPhotos = 3;

function ConversationItem({ conversation }: { conversation: Conversation }): ReactNode {
  const store = useAppStore();
  const current = useApp((state) => state.chat.open && state.chat.conversationId === conversation.conversationId);
  const photos = usePhotos(conversation.photoIds.slice(0, shownPhotos)).data ?? [];
  return (
    <li className="conversation" data-current={current || undefined}>
      <button
        type="button"
        className="conversation-open"
        onClick={() => openConversation(store, conversation.conversationId, conversation.photoIds)}
      >
        <span className="conversation-photos" aria-hidden>
          {conversation.photoIds.length === 0 ? <MessageCircle /> : null}
          {photos.map((photo) => (
            <span key={photo.photoId} className="conversation-photo">
              <PhotoImage photo={photo} />
            </span>
          ))}
        </span>
        <span className="grow">
          <b className="ellipsis">{conversation.title}</b>
          <span className="quiet">
            {formatMoment(conversation.updatedMs)} · {en.chat.messages(conversation.messageCount)} ·{' '}
            {en.photos(conversation.photoIds.length)}
          </span>
        </span>
      </button>
      <ConversationMenu conversation={conversation} />
    </li>
  );
}
