import { FolderOpen, Images, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PhotoId } from '../../../app/contract/ids.ts';
import { useSession } from '../../engine/engine-context.tsx';
import { usePhoto, useReportError } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { searchActions } from '../search/use-search-actions.ts';
import { photoFacts } from './photo-facts.ts';
import { SimilarStrip } from './similar-strip.tsx';

/** All that is known about the open photo, and photos that look like it. */
export function InfoDrawer({ photoId, onClose }: { photoId: PhotoId; onClose: () => void }): ReactNode {
  const photo = usePhoto(photoId);
  const searchable = photo.data?.searchable === true;
  return (
    <aside className="info" aria-label={en.lightbox.info} data-testid="info-drawer">
      <header className="row">
        <h3 className="grow">{en.lightbox.info}</h3>
        <IconButton size="small" label={en.close} onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {photo.isError ? <Notice tone="bad">{errorText(photo.error)}</Notice> : null}
      {photo.data === undefined ? null : (
        <dl className="facts">
          {photoFacts(photo.data).map((fact) => (
            <div key={fact.label} className="fact">
              <dt>{fact.label}</dt>
              <dd>{fact.text}</dd>
            </div>
          ))}
        </dl>
      )}
      <Actions photoId={photoId} searchable={searchable} />
      {searchable ? (
        <>
          <h3>{en.lightbox.similar}</h3>
          <SimilarStrip photoId={photoId} />
        </>
      ) : null}
    </aside>
  );
}

function Actions({ photoId, searchable }: { photoId: PhotoId; searchable: boolean }): ReactNode {
  const store = useAppStore();
  const { desktop, hello } = useSession();
  const report = useReportError();
  const findSimilar = (): void => {
    store.set({ lightbox: null });
    searchActions(store).findSimilar([photoId]);
  };
  return (
    <div className="row" data-wrap>
      {searchable ? (
        <Button kind="outline" icon={<Images aria-hidden />} onClick={findSimilar}>
          {en.lightbox.findSimilar}
        </Button>
      ) : null}
      {desktop === null || !hello.capabilities.revealFile ? null : (
        <Button
          kind="outline"
          icon={<FolderOpen aria-hidden />}
          onClick={() => void desktop.revealPhoto({ photoId }).catch(report)}
        >
          {en.lightbox.reveal}
        </Button>
      )}
    </div>
  );
}
