import type { WritableDb } from '../database.ts';
import { embedStep } from '../work.ts';

export interface LibraryFill {
  readonly photos: number;
  readonly modelKey: string;
  /** The vector of a photo, L2-normalised. */
  vectorOf(index: number): Float32Array;
}

const insertPhotos = `
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @photos)
  INSERT INTO photo (folder_id, path, directory, name, size_bytes, modified_ms, content_hash, format, width, height,
                     taken_local, taken_sort, camera_make, camera_model, city, country, thumbhash, added_ms)
  SELECT 1, '/photos/' || (i / 500) || '/IMG_' || i || '.jpg', '/photos/' || (i / 500), 'IMG_' || i || '.jpg',
         4000000 + i, 1500000000000 + i * 60000, 'hash-' || i, 'jpeg', 4000, 3000,
         strftime('%Y-%m-%dT%H:%M:%S', 1262304000 + i * 400, 'unixepoch'), (1262304000 + i * 400) * 1000,
         CASE i % 100 WHEN 0 THEN 'Leica' ELSE 'Canon' END, CASE i % 100 WHEN 0 THEN 'M11' ELSE 'EOS R6' END,
         CASE i % 7 WHEN 0 THEN 'Bergen' WHEN 1 THEN 'Lisbon' ELSE NULL END,
         CASE i % 7 WHEN 0 THEN 'Norway' WHEN 1 THEN 'Portugal' ELSE NULL END, x'0102030405', 0 FROM n`;

/** Fills an empty library with photos that were never files, for measuring large ones; every hundredth is by a Leica. */
export function fillLibrary(db: WritableDb, { photos, modelKey, vectorOf }: LibraryFill): void {
  db.pragma('synchronous = OFF');
  const step = embedStep(modelKey);
  db.transaction(() => {
    db.exec(`INSERT INTO folder (folder_id, path, kind, state, added_ms) VALUES (1, '/photos', 'folder', 'online', 0)`);
    db.prepare(insertPhotos).run({ photos });
    db.exec(`INSERT INTO photo_words (rowid, name, folder, title, caption, keywords, camera, place)
             SELECT photo_id, name, directory, '', '', '', camera_make || ' ' || camera_model, coalesce(city, '') FROM photo`);
    db.prepare(
      `INSERT INTO work (photo_id, step, state, pipeline_version) SELECT photo_id, 'media', 'done', 1 FROM photo`,
    ).run();
    db.prepare(
      `INSERT INTO work (photo_id, step, state, pipeline_version) SELECT photo_id, ?, 'done', 1 FROM photo`,
    ).run(step);
    const insert = db.prepare('INSERT INTO embedding (model_key, content_hash, vector) VALUES (?, ?, ?)');
    for (let index = 0; index < photos; index++) {
      const vector = vectorOf(index);
      insert.run(modelKey, `hash-${index}`, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
    }
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
}
