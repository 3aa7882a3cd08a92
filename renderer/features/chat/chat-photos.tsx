import { X } from 'lucide-react';
import { useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { usePhotos } from '../../engine/hooks.ts';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { fixedSequence } from '../lightbox/fixed-sequence.ts';
import { PhotoImage } from '../photo/photo-image.tsx';
import { setPhotos } from './chat-actions.ts';
import { moveItem } from './photo-order.ts';
import './chat-photos.css';

const dragType = 'application/x-afterimage-chip';

/** Exactly the photos that the next question is about, numbered as answers name them. */
export function ChatPhotos(): ReactNode {
  const store = useAppStore();
  const photoIds = useApp((state) => state.chat.photoIds);
  const loaded = usePhotos(photoIds).data ?? [];
  const [said, setSaid] = useState('');
  const photos = photoIds.flatMap((id) => loaded.find(({ photoId }) => photoId === id) ?? []);
  if (photoIds.length === 0) return <p className="chat-context quiet">{en.chat.noPhotos}</p>;

  const move = (from: number, to: number): void => {
    const moved = moveItem(photoIds, from, to);
    if (moved === photoIds) return;
    setPhotos(store, moved);
    setSaid(en.chat.moved(to + 1));
  };
  return (
    <div className="chat-context">
      <ul className="chat-photos" aria-label={en.chat.photos} data-testid="chat-photos">
        {photos.map((photo, index) => (
          <ChatPhoto
            key={photo.photoId}
            photo={photo}
            index={index}
            onOpen={() => store.set({ lightbox: { photo, index, sequence: fixedSequence('chat', photos) } })}
            onMove={move}
            onRemove={() =>
              setPhotos(
                store,
                photoIds.filter((id) => id !== photo.photoId),
              )
            }
          />
        ))}
      </ul>
      <p className="quiet">{en.chat.photosHint(photos.length)}</p>
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </div>
  );
}

interface ChatPhotoProps {
  readonly photo: PhotoSummary;
  readonly index: number;
  readonly onOpen: () => void;
  readonly onMove: (from: number, to: number) => void;
  readonly onRemove: () => void;
}

function ChatPhoto({ photo, index, onOpen, onMove, onRemove }: ChatPhotoProps): ReactNode {
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.altKey && step !== undefined) onMove(index, index + step);
    else if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
    else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging; the keyboard has Alt and arrows on the button
    <li className="chat-photo" draggable {...dragHandlers(index, onMove)}>
      <button
        type="button"
        className="photo-button chat-photo-open"
        aria-label={en.chat.photo(index + 1, photo.name)}
        title={photo.name}
        onClick={onOpen}
        onKeyDown={onKeyDown}
      >
        <PhotoImage photo={photo} />
        <span className="chat-photo-number">{index + 1}</span>
      </button>
      <button
        type="button"
        className="chat-photo-remove"
        aria-label={en.chat.removePhoto(index + 1)}
        title={en.chat.removePhoto(index + 1)}
        onClick={onRemove}
      >
        <X aria-hidden />
      </button>
    </li>
  );
}

/** A photo can be dragged onto another one's place; photos dragged from the grid pass through to the panel. */
function dragHandlers(index: number, onMove: ChatPhotoProps['onMove']) {
  return {
    onDragStart: (event: DragEvent): void => event.dataTransfer.setData(dragType, String(index)),
    onDragOver: (event: DragEvent): void => {
      if (event.dataTransfer.types.includes(dragType)) event.preventDefault();
    },
    onDrop: (event: DragEvent): void => {
      const from = event.dataTransfer.getData(dragType);
      if (from === '') return;
      event.preventDefault();
      event.stopPropagation();
      onMove(Number(from), index);
    },
  };
}
