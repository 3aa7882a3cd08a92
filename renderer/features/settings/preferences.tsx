import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Settings, SettingsPatch } from '../../../app/contract/settings.ts';
import { useUpdateSettings } from '../../engine/hooks.ts';
import { keys } from '../../engine/query-keys.ts';
import { en } from '../../text/en.ts';
import { formatProbability } from '../../text/format.ts';
import { probabilityWords } from '../../text/probability-words.ts';
import { Segments } from '../../ui/segments.tsx';
import { LimitField } from './limit-field.tsx';
import { SettingRow, SettingSection, ToggleRow } from './setting-row.tsx';
import { SteppedSlider } from './stepped-slider.tsx';

interface PreferenceProps {
  readonly settings: Settings;
  readonly update: (patch: SettingsPatch) => void;
}

/** How Afterimage looks, searches and indexes. */
export function Preferences({ settings }: { settings: Settings }): ReactNode {
  const { mutate: update } = useUpdateSettings();
  return (
    <>
      <Appearance settings={settings} update={update} />
      <Search settings={settings} />
      <Indexing settings={settings} update={update} />
      <Limits settings={settings} update={update} />
    </>
  );
}

const themes = ['system', 'light', 'dark'] as const;
const densities = ['small', 'medium', 'large'] as const;
const paces = ['full', 'gentle'] as const;

function Appearance({ settings, update }: PreferenceProps): ReactNode {
  const words = en.settings;
  return (
    <SettingSection id="look" title={words.look}>
      <div className="card settings-card">
        <SettingRow label={words.theme}>
          <Segments
            label={words.theme}
            value={settings.theme}
            options={themes.map((value) => ({ value, label: words.themes[value] }))}
            onChange={(theme) => update({ theme })}
          />
        </SettingRow>
        <SettingRow label={words.density}>
          <Segments
            label={words.density}
            value={settings.density}
            options={densities.map((value) => ({ value, label: words.densities[value] }))}
            onChange={(density) => update({ density })}
          />
        </SettingRow>
      </div>
    </SettingSection>
  );
}

function Search({ settings }: { settings: Settings }): ReactNode {
  const words = en.settings;
  const queries = useQueryClient();
  const { mutate: update } = useUpdateSettings();
  const take = (minimumProbability: number): void =>
    update({ minimumProbability }, { onSuccess: () => void queries.invalidateQueries({ queryKey: keys.search }) });
  return (
    <SettingSection id="search" title={words.search}>
      <div className="card settings-card">
        <SettingRow label={words.relevance} note={words.relevanceNote} fieldId="setting-relevance">
          <SteppedSlider
            fieldId="setting-relevance"
            value={settings.minimumProbability}
            range={[0, 0.95, 0.05]}
            say={(value) => en.search.relevanceValue(probabilityWords(value), formatProbability(value))}
            onChange={take}
          />
        </SettingRow>
      </div>
    </SettingSection>
  );
}

function Indexing({ settings: { indexing, watchFolders }, update }: PreferenceProps): ReactNode {
  const words = en.settings;
  return (
    <SettingSection id="indexing" title={words.indexing}>
      <div className="card settings-card">
        <SettingRow label={words.pace} note={words.paceNote}>
          <Segments
            label={words.pace}
            value={indexing.pace}
            options={paces.map((value) => ({ value, label: words.paces[value] }))}
            onChange={(pace) => update({ indexing: { pace } })}
          />
        </SettingRow>
        <ToggleRow
          label={words.paused}
          fieldId="setting-paused"
          value={indexing.paused}
          onChange={(paused) => update({ indexing: { paused } })}
        />
        <ToggleRow
          label={words.onBattery}
          fieldId="setting-battery"
          value={indexing.onBattery}
          onChange={(onBattery) => update({ indexing: { onBattery } })}
        />
        <ToggleRow
          label={words.watch}
          note={words.watchNote}
          fieldId="setting-watch"
          value={watchFolders}
          onChange={(watch) => update({ watchFolders: watch })}
        />
      </div>
    </SettingSection>
  );
}

function Limits({ settings: { limits }, update }: PreferenceProps): ReactNode {
  const words = en.settings;
  return (
    <SettingSection id="limits" title={words.limits}>
      <p className="quiet">{words.limitsNote}</p>
      <div className="card settings-card">
        <LimitField
          label={words.megapixels}
          fieldId="setting-megapixels"
          value={limits.megapixels}
          range={[1, 2000]}
          onChange={(megapixels) => update({ limits: { megapixels } })}
        />
        <LimitField
          label={words.megabytes}
          fieldId="setting-megabytes"
          value={limits.megabytes}
          range={[1, 10_000]}
          onChange={(megabytes) => update({ limits: { megabytes } })}
        />
      </div>
    </SettingSection>
  );
}
