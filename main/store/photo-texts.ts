import type { ReadableDb } from './database.ts';

export interface PhotoText {
  readonly photoId: number;
  readonly text: string;
}

const texts = {
  caption: `trim(coalesce(nullif(caption, ''), title, ''))`,
  keywords: `(SELECT coalesce(group_concat(value, ', '), '') FROM json_each(photo.keywords))`,
  name: 'name',
} as const;

/** Names that a camera or a phone gave say nothing about the photo. */
const tellingName = /\p{L}{3,}/u;
const cameraName = /^(img|dsc|dscn|dscf|pict?|mvi|pxl|gopr|p|photo|image|screenshot|whatsapp|signal|vid|scan|copy)\b/i;

/** Present photos with words of one kind, spread over the library, at most `limit`. */
export function photosWithText(db: ReadableDb, source: keyof typeof texts, limit: number): PhotoText[] {
  const rows = db
    .prepare(
      `SELECT photo_id AS photoId, ${texts[source]} AS text FROM photo
       WHERE presence = 'present' AND text <> '' ORDER BY (photo_id * 2654435761) % 4294967296`,
    )
    .iterate() as IterableIterator<PhotoText>;
  const found: PhotoText[] = [];
  for (const { photoId, text } of rows) {
    const words = source === 'name' ? wordsOfName(text) : text;
    if (words !== null) found.push({ photoId, text: words });
    if (found.length === limit) break;
  }
  return found;
}

function wordsOfName(name: string): string | null {
  const words = name
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[\d_\-.]+/g, ' ')
    .trim();
  return tellingName.test(words) && !cameraName.test(words) ? words : null;
}

/** The photo at a path, where it is in the library. */
export function photoAtPath(db: ReadableDb, path: string): number | null {
  const found = db.prepare(`SELECT photo_id FROM photo WHERE path = ? AND presence = 'present'`).pluck().get(path);
  return (found as number | undefined) ?? null;
}
