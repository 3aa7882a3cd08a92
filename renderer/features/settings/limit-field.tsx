import { useState, type ReactNode } from 'react';
import { en } from '../../text/en.ts';
import { SettingRow } from './setting-row.tsx';
import { parseWholeNumber } from './whole-number.ts';

interface LimitFieldProps {
  readonly label: string;
  readonly note?: string;
  readonly fieldId: string;
  readonly value: number;
  readonly range: readonly [from: number, to: number];
  readonly onChange: (value: number) => void;
}

/** A whole number, taken when the field is left or Enter is pressed; what cannot be taken is said and stays to be mended. */
export function LimitField({ label, note, fieldId, value, range, onChange }: LimitFieldProps): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? String(value);
  const parsed = parseWholeNumber(text, ...range);
  const take = (): void => {
    if (parsed === null) return;
    setDraft(null);
    if (parsed !== value) onChange(parsed);
  };
  return (
    <SettingRow label={label} fieldId={fieldId} {...(note === undefined ? {} : { note })}>
      <div className="limit">
        <input
          id={fieldId}
          className="field numbers"
          inputMode="numeric"
          value={text}
          aria-invalid={parsed === null || undefined}
          aria-describedby={parsed === null ? `${fieldId}-error` : undefined}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take();
            if (event.key === 'Escape') setDraft(null);
          }}
        />
        {parsed === null ? (
          <p className="field-error" id={`${fieldId}-error`} role="alert">
            {en.settings.range(...range)}
          </p>
        ) : null}
      </div>
    </SettingRow>
  );
}
