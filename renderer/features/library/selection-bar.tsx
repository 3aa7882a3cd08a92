import {
  FolderOpen,
  Heart,
  HeartOff,
  ImageMinus,
  ImagePlus,
  Images,
  MessageCircle,
  MessageCirclePlus,
  X,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '../../engine/engine-context.tsx';
import { usePhotos, useReportError, useSetFavourite } from '../../engine/hooks.ts';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { addPhotos, startConversation } from '../chat/chat-actions.ts';
import { isSearching } from '../search/search-state.ts';
import { useSearchActions } from '../search/use-search-actions.ts';
import { emptySelection } from './selection.ts';

/** What can be done with the selected photos; floats over the grid while any are selected. */
export function SelectionBar(): ReactNode {
  const ids = useApp((state) => state.selection.ids);
  return ids.length === 0 ? null : <Bar />;
}

function Bar(): ReactNode {
  const store = useAppStore();
  const ids = useApp((state) => state.selection.ids);
  const talking = useApp((state) => state.chat.conversationId !== null && state.chat.open);
  const clear = (): void => store.set({ selection: emptySelection });
  return (
    <section aria-label={en.selection.label}>
      <div className="selection-bar" role="toolbar" aria-label={en.selection.label} data-testid="selection-bar">
        <span role="status">{en.selection.count(ids.length)}</span>
        <Button kind="primary" icon={<MessageCircle aria-hidden />} onClick={() => startConversation(store, ids)}>
          {en.selection.ask}
        </Button>
        {talking ? (
          <Button
            icon={<MessageCirclePlus aria-hidden />}
            title={en.selection.addToChat}
            onClick={() => addPhotos(store, ids)}
          >
            <span className="button-text">{en.selection.addToChat}</span>
          </Button>
        ) : null}
        <SimilarButtons />
        <FavouriteButton />
        <RevealButton />
        <IconButton label={en.selection.clear} onClick={clear}>
          <X />
        </IconButton>
      </div>
    </section>
  );
}

function SimilarButtons(): ReactNode {
  const ids = useApp((state) => state.selection.ids);
  const searching = useApp((state) => isSearching(state.search));
  const actions = useSearchActions();
  return (
    <>
      <Button icon={<Images aria-hidden />} title={en.selection.similar} onClick={() => actions.findSimilar(ids)}>
        <span className="button-text">{en.selection.similar}</span>
      </Button>
      {searching ? (
        <>
          <Button icon={<ImagePlus aria-hidden />} title={en.selection.more} onClick={() => actions.moreLike(ids)}>
            <span className="button-text">{en.selection.more}</span>
          </Button>
          <Button icon={<ImageMinus aria-hidden />} title={en.selection.less} onClick={() => actions.lessLike(ids)}>
            <span className="button-text">{en.selection.less}</span>
          </Button>
        </>
      ) : null}
    </>
  );
}

function FavouriteButton(): ReactNode {
  const ids = useApp((state) => state.selection.ids);
  const photos = usePhotos(ids.slice(0, 1000)).data ?? [];
  const { mutate: setFavourite } = useSetFavourite();
  const all = photos.length > 0 && photos.every((photo) => photo.favourite);
  const label = all ? en.selection.unfavourite : en.selection.favourite;
  return (
    <Button
      icon={all ? <HeartOff aria-hidden /> : <Heart aria-hidden />}
      title={label}
      onClick={() => setFavourite({ photoIds: [...ids], favourite: !all })}
    >
      <span className="button-text">{label}</span>
    </Button>
  );
}

function RevealButton(): ReactNode {
  const ids = useApp((state) => state.selection.ids);
  const { desktop, hello } = useSession();
  const report = useReportError();
  const [photoId] = ids;
  if (desktop === null || !hello.capabilities.revealFile || photoId === undefined || ids.length > 1) return null;
  return (
    <Button
      icon={<FolderOpen aria-hidden />}
      title={en.selection.reveal}
      onClick={() => void desktop.revealPhoto({ photoId }).catch(report)}
    >
      <span className="button-text">{en.selection.reveal}</span>
    </Button>
  );
}
