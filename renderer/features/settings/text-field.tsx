import { useState, type HTMLAttributes, type ReactNode } from 'react';
import { SettingRow } from './setting-row.tsx';

interface TextFieldProps {
  readonly label: string;
  readonly note: string;
  readonly fieldId: string;
  readonly value: string;
  /** What is taken of a text; null where it cannot be. */
  readonly parse: (text: string) => string | null;
  /** Said where it cannot be taken. */
  readonly error: string;
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  /** Offered while one types. */
  readonly choices?: readonly string[];
  /** Beside the field. */
  readonly action?: ReactNode;
  readonly onChange: (value: string) => void;
}

/** A line of text, taken when the field is left or Enter is pressed; what cannot be taken is said and stays to be mended. */
export function TextField({ label, note, fieldId, value, parse, error, ...field }: TextFieldProps): ReactNode {
  const { inputMode, choices = [], action, onChange } = field;
  const [draft, setDraft] = useState<string | null>(null);
  const parsed = parse(draft ?? value);
  const take = (): void => {
    if (parsed === null) return;
    setDraft(null);
    if (parsed !== value) onChange(parsed);
  };
  return (
    <SettingRow label={label} note={note} fieldId={fieldId}>
      <div className="address">
        <span className="row">
          <input
            id={fieldId}
            className="field"
            inputMode={inputMode}
            spellCheck={false}
            autoComplete="off"
            list={choices.length === 0 ? undefined : `${fieldId}-choices`}
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
          {action}
        </span>
        {choices.length === 0 ? null : (
          <datalist id={`${fieldId}-choices`}>
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </datalist>
        )}
        {parsed === null ? (
          <p className="field-error" id={`${fieldId}-error`} role="alert">
            {error}
          </p>
        ) : null}
      </div>
    </SettingRow>
  );
}
