/** A scan looks for moved files by their size: without an index, each new file reads the whole library. */
export const sql = `CREATE INDEX photo_by_size ON photo (size_bytes) WHERE content_hash IS NOT NULL;`;
