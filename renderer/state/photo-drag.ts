import { z } from 'zod';
import { PhotoId } from '../../app/contract/ids.ts';

const type = 'application/x-afterimage-photos';

/** Puts a photo on the drag, together with the selection where it is part of it. */
export function dragPhotos(transfer: DataTransfer, photoId: PhotoId, selected: readonly PhotoId[]): void {
  transfer.setData(type, JSON.stringify(selected.includes(photoId) ? selected : [photoId]));
  transfer.effectAllowed = 'copyMove';
}

export function carriesPhotos(transfer: DataTransfer): boolean {
  return transfer.types.includes(type);
}

/** The photos of a drop; none where it carries something else. */
export function droppedPhotos(transfer: DataTransfer): PhotoId[] {
  const text = transfer.getData(type);
  if (text === '') return [];
  const parsed = z.array(PhotoId).safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : [];
}
