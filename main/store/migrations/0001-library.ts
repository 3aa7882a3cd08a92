/**
 * The library: folders, photos, the state of each step's work, vectors, words, conversations, settings.
 * Vectors belong to content (hash), not to a photo, so that a moved file and a second copy share them.
 */
export const sql = `
CREATE TABLE folder (
  folder_id    INTEGER PRIMARY KEY AUTOINCREMENT,
  path         TEXT NOT NULL UNIQUE,
  kind         TEXT NOT NULL CHECK (kind IN ('folder', 'file')),
  state        TEXT NOT NULL CHECK (state IN ('online', 'gone', 'unreadable', 'removed')),
  added_ms     INTEGER NOT NULL,
  last_scan_ms INTEGER,
  -- Files seen by the last scan that are not photos: JSON { ignored, videos, liveMovies, raw }.
  ignored      TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE photo (
  photo_id        INTEGER PRIMARY KEY AUTOINCREMENT,
  folder_id       INTEGER NOT NULL REFERENCES folder (folder_id),
  path            TEXT NOT NULL UNIQUE,
  directory       TEXT NOT NULL,
  name            TEXT NOT NULL,
  -- 'missing': its file is gone; 'removed': its folder was taken out. Both come back with their favourites and vectors.
  presence        TEXT NOT NULL DEFAULT 'present' CHECK (presence IN ('present', 'missing', 'removed')),
  size_bytes      INTEGER NOT NULL,
  modified_ms     INTEGER NOT NULL,
  content_hash    TEXT,
  format          TEXT,
  width           INTEGER,
  height          INTEGER,
  -- Wall clock 'YYYY-MM-DDTHH:MM:SS' and the same as a number for sorting (milliseconds, read as if it were UTC).
  taken_local     TEXT NOT NULL,
  taken_sort      INTEGER NOT NULL,
  taken_offset    INTEGER,
  taken_source    TEXT NOT NULL DEFAULT 'file',
  day             TEXT GENERATED ALWAYS AS (substr(taken_local, 1, 10)) STORED,
  latitude        REAL,
  longitude       REAL,
  altitude        REAL,
  city            TEXT,
  region          TEXT,
  country         TEXT,
  camera_make     TEXT,
  camera_model    TEXT,
  lens            TEXT,
  exposure_s      REAL,
  aperture        REAL,
  iso             REAL,
  focal_mm        REAL,
  focal35_mm      REAL,
  flash           INTEGER,
  title           TEXT,
  caption         TEXT,
  keywords        TEXT NOT NULL DEFAULT '[]',
  rating          INTEGER,
  favourite       INTEGER NOT NULL DEFAULT 0,
  thumbhash       BLOB,
  perceptual_hash BLOB,
  raw_companion   TEXT,
  live_movie      TEXT,
  sidecar         TEXT,
  warnings        TEXT NOT NULL DEFAULT '[]',
  added_ms        INTEGER NOT NULL
) STRICT;
CREATE INDEX photo_by_day ON photo (presence, day DESC, taken_sort DESC, photo_id DESC);
CREATE INDEX photo_by_time ON photo (presence, taken_sort DESC, photo_id DESC);
CREATE INDEX photo_by_folder ON photo (folder_id, presence);
CREATE INDEX photo_by_hash ON photo (content_hash);
CREATE INDEX photo_by_camera ON photo (presence, camera_model);
CREATE INDEX photo_favourites ON photo (presence, day DESC) WHERE favourite = 1;

-- step: 'media', or 'embed:<model id>@<revision>'.
CREATE TABLE work (
  photo_id         INTEGER NOT NULL REFERENCES photo (photo_id),
  step             TEXT NOT NULL,
  state            TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed', 'skipped')),
  attempts         INTEGER NOT NULL DEFAULT 0,
  error_code       TEXT,
  error_message    TEXT,
  pipeline_version INTEGER NOT NULL,
  PRIMARY KEY (photo_id, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_by_state ON work (step, state, photo_id);

CREATE TABLE embedding (
  embedding_id INTEGER PRIMARY KEY,
  -- '<model id>@<revision>'
  model_key    TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  -- float32, little-endian, L2-normalised
  vector       BLOB NOT NULL,
  UNIQUE (model_key, content_hash)
) STRICT;

-- rowid = photo_id
CREATE VIRTUAL TABLE photo_words USING fts5 (
  name, folder, title, caption, keywords, camera, place,
  content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE conversation (
  conversation_id INTEGER PRIMARY KEY AUTOINCREMENT,
  title           TEXT NOT NULL,
  -- Set once the person has named it, so that it is never renamed for them.
  named           INTEGER NOT NULL DEFAULT 0,
  photo_ids       TEXT NOT NULL DEFAULT '[]',
  created_ms      INTEGER NOT NULL,
  updated_ms      INTEGER NOT NULL
) STRICT;

CREATE TABLE message (
  message_id      INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (conversation_id) ON DELETE CASCADE,
  role            TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
  text            TEXT NOT NULL,
  photo_ids       TEXT NOT NULL DEFAULT '[]',
  created_ms      INTEGER NOT NULL,
  answer          TEXT,
  failure         TEXT
) STRICT;
CREATE INDEX message_by_conversation ON message (conversation_id, message_id);

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;
