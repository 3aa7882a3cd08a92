import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { defaultSettings, type Settings } from '../../../app/contract/settings.ts';
import { useModels, useUpdateSettings } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { formatBytes } from '../../text/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { navigate } from '../shell/navigate.ts';
import { LimitField } from './limit-field.tsx';
import { modelsFolder } from './models-folder.ts';
import { SettingRow, SettingSection } from './setting-row.tsx';
import { SteppedSlider } from './stepped-slider.tsx';
import { TextField } from './text-field.tsx';
import { useStorage } from './use-storage.ts';
import { parseAddress } from './web-address.ts';

/** Where models come from and are kept, and how freely the chat model chooses its words. */
export function ModelsSection({ settings: { models } }: { settings: Settings }): ReactNode {
  const words = en.settings.models;
  const { mutate: update } = useUpdateSettings();
  return (
    <SettingSection id="models" title={words.title}>
      <div className="card settings-card">
        <HubField value={models.hubAddress} onChange={(hubAddress) => update({ models: { hubAddress } })} />
        <Kept />
        <SettingRow label={words.temperature} note={words.temperatureNote} fieldId="setting-temperature">
          <SteppedSlider
            fieldId="setting-temperature"
            value={models.temperature}
            range={[0, 2, 0.1]}
            say={words.temperatureValue}
            onChange={(temperature) => update({ models: { temperature } })}
          />
        </SettingRow>
        <LimitField
          label={words.seed}
          note={words.seedNote}
          fieldId="setting-seed"
          value={models.seed}
          range={[0, 999_999_999]}
          onChange={(seed) => update({ models: { seed } })}
        />
      </div>
    </SettingSection>
  );
}

const usualHub = defaultSettings.models.hubAddress;

function HubField({ value, onChange }: { value: string; onChange: (address: string) => void }): ReactNode {
  const words = en.settings.models;
  return (
    <TextField
      label={words.hub}
      note={words.hubNote}
      fieldId="setting-hub"
      inputMode="url"
      value={value}
      parse={parseAddress}
      error={words.hubInvalid}
      action={
        value === usualHub ? null : (
          <IconButton label={words.hubUsual} onClick={() => onChange(usualHub)}>
            <RotateCcw />
          </IconButton>
        )
      }
      onChange={onChange}
    />
  );
}

function Kept(): ReactNode {
  const words = en.settings.models;
  const store = useAppStore();
  const storage = useStorage().data;
  const bytes = useModels().data?.diskBytes;
  const place = storage === undefined ? undefined : modelsFolder(storage.path);
  return (
    <SettingRow label={words.kept} {...(place === undefined ? {} : { note: place })}>
      <span className="row numbers">
        {bytes === undefined ? null : formatBytes(bytes)}
        <Button kind="outline" onClick={() => navigate(store, { view: 'models' })}>
          {words.open}
        </Button>
      </span>
    </SettingRow>
  );
}
