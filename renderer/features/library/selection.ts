import type { PhotoId } from '../../../app/contract/ids.ts';

/** The chosen photos in the order they were chosen, and where a Shift range starts. */
export interface Selection {
  readonly ids: readonly PhotoId[];
  readonly anchor: PhotoId | null;
}

export const emptySelection: Selection = { ids: [], anchor: null };

/** Adds the photo at the end, or takes it out; either way it becomes the anchor. */
export function toggle(selection: Selection, photoId: PhotoId): Selection {
  const without = selection.ids.filter((id) => id !== photoId);
  const ids = without.length < selection.ids.length ? without : [...selection.ids, photoId];
  return { ids, anchor: photoId };
}

/** Adds photos that are not yet chosen, in the order given; the anchor stays. */
export function extend(selection: Selection, range: readonly PhotoId[]): Selection {
  const chosen = new Set(selection.ids);
  const added = range.filter((id) => !chosen.has(id));
  return { ids: [...selection.ids, ...added], anchor: selection.anchor ?? range[0] ?? null };
}

/** Adds all of these photos, or takes them all out where they are all chosen already. */
export function toggleAll(selection: Selection, photoIds: readonly PhotoId[]): Selection {
  const chosen = new Set(selection.ids);
  if (!photoIds.every((id) => chosen.has(id))) return extend(selection, photoIds);
  const out = new Set(photoIds);
  return { ids: selection.ids.filter((id) => !out.has(id)), anchor: selection.anchor };
}

/** The place of each chosen photo, counted from 1. */
export function numbered(selection: Selection): ReadonlyMap<PhotoId, number> {
  return new Map(selection.ids.map((id, index) => [id, index + 1]));
}
