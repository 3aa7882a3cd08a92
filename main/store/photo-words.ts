import { basename } from 'node:path';
import { prepared, type ReadableDb, type WritableDb } from './database.ts';

/** The fields of the word index, in its column order. */
export const wordFields = ['name', 'folder', 'title', 'caption', 'keywords', 'camera', 'place'] as const;
export type WordField = (typeof wordFields)[number];

type Words = Record<WordField, string>;

interface WordSource {
  name: string;
  directory: string;
  title: string | null;
  caption: string | null;
  keywords: string;
  camera_make: string | null;
  camera_model: string | null;
  lens: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
}

const joined = (...parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join(' ');

/** The words of a photo by field, as the index holds them. */
export function wordsOf(db: ReadableDb, photoId: number): Words | null {
  const row = prepared(
    db,
    `SELECT name, directory, title, caption, keywords, camera_make, camera_model, lens, city, region, country
       FROM photo WHERE photo_id = ?`,
  ).get(photoId) as WordSource | undefined;
  if (row === undefined) return null;
  return {
    name: splitName(row.name),
    folder: splitName(
      joined(basename(joined(row.directory, null).replace(/[/\\][^/\\]*$/, '')), basename(row.directory)),
    ),
    title: row.title ?? '',
    caption: row.caption ?? '',
    keywords: (JSON.parse(row.keywords) as string[]).join(' ; '),
    camera: joined(row.camera_make, row.camera_model, row.lens),
    place: joined(row.city, row.region, row.country),
  };
}

/** `IMG_2041_beachDay.jpg` also as `IMG 2041 beach Day`, so that its parts are found. */
function splitName(name: string): string {
  const parts = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .replaceAll(/[_\-.]+/g, ' ');
  return parts === name ? name : `${name} ${parts}`;
}

/** Puts a photo's words into the index; they must not be there already. */
export function addWords(db: WritableDb, photoId: number): void {
  const words = wordsOf(db, photoId);
  if (words === null) return;
  const columns = wordFields.join(', ');
  const values = wordFields.map((field) => `@${field}`).join(', ');
  prepared(db, `INSERT INTO photo_words (rowid, ${columns}) VALUES (@photoId, ${values})`).run({ ...words, photoId });
}

export function removeWords(db: WritableDb, photoId: number): void {
  prepared(db, 'DELETE FROM photo_words WHERE rowid = ?').run(photoId);
}
