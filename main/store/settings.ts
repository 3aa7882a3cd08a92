import { defaultSettings, Settings, type SettingsPatch } from '../../app/contract/settings.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { durably } from './durably.ts';

/** The engine may set what a person's patch may not. */
type StoredPatch = SettingsPatch & { readonly models?: { readonly search?: Settings['models']['search'] } | undefined };

export interface SettingsStore {
  get(): Settings;
  update(patch: StoredPatch): Settings;
}

const row = 'settings';

/** The person's settings as one JSON value; what is missing or no longer valid takes its default. */
export function createSettingsStore(db: WritableDb): SettingsStore {
  let current = read(db);
  const write = db.prepare(`INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`);
  return {
    get: () => current,
    update(patch) {
      const changed = merge(current, patch);
      durably(db, () => write.run(row, JSON.stringify(changed)));
      current = changed;
      return current;
    },
  };
}

function read(db: ReadableDb): Settings {
  const stored = db.prepare('SELECT value FROM setting WHERE name = ?').pluck().get(row) as string | undefined;
  const parsed = Settings.safeParse(
    merge(defaultSettings, stored === undefined ? {} : (JSON.parse(stored) as StoredPatch)),
  );
  return parsed.success ? parsed.data : defaultSettings;
}

function merge(base: Settings, patch: StoredPatch): Settings {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return {
    ...base,
    ...given,
    indexing: { ...base.indexing, ...patch.indexing },
    limits: { ...base.limits, ...patch.limits },
    models: { ...base.models, ...patch.models },
    server: { ...base.server, ...patch.server },
  } as Settings;
}
