import { RotateCcw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { defaultSettings } from '../../../app/contract/settings.ts';
import { en } from '../../text/en.ts';
import { IconButton } from '../../ui/button.tsx';
import { parseAddress } from './web-address.ts';

const fieldId = 'setting-hub';
const usual = defaultSettings.models.hubAddress;

/** The address that models are fetched from, taken when the field is left or Enter is pressed, once it is one. */
export function AddressField({ value, onChange }: { value: string; onChange: (address: string) => void }): ReactNode {
  const words = en.settings.models;
  const [draft, setDraft] = useState<string | null>(null);
  const parsed = parseAddress(draft ?? value);
  const take = (): void => {
    if (parsed === null) return;
    setDraft(null);
    if (parsed !== value) onChange(parsed);
  };
  return (
    <div className="setting">
      <div className="grow">
        <label htmlFor={fieldId}>{words.hub}</label>
        <p className="quiet" id={`${fieldId}-note`}>
          {words.hubNote}
        </p>
      </div>
      <div className="address">
        <span className="row">
          <input
            id={fieldId}
            className="field"
            inputMode="url"
            spellCheck={false}
            value={draft ?? value}
            aria-invalid={parsed === null || undefined}
            aria-describedby={parsed === null ? `${fieldId}-error` : `${fieldId}-note`}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={take}
            onKeyDown={(event) => {
              if (event.key === 'Enter') take();
              if (event.key === 'Escape') setDraft(null);
            }}
          />
          {value === usual ? null : (
            <IconButton label={words.hubUsual} onClick={() => onChange(usual)}>
              <RotateCcw />
            </IconButton>
          )}
        </span>
        {parsed === null ? (
          <p className="field-error" id={`${fieldId}-error`} role="alert">
            {words.hubInvalid}
          </p>
        ) : null}
      </div>
    </div>
  );
}
