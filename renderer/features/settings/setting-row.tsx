import type { ReactNode } from 'react';

interface SettingRowProps {
  readonly label: string;
  readonly note?: string;
  /** Id of the field that the label belongs to; absent where the control names itself. */
  readonly fieldId?: string;
  /** Takes the control out of the row and puts it below the label. */
  readonly children: ReactNode;
}

/** One setting: what it is at the left, its control at the right. */
export function SettingRow({ label, note, fieldId, children }: SettingRowProps): ReactNode {
  return (
    <div className="setting">
      <div className="grow">
        {fieldId === undefined ? <span>{label}</span> : <label htmlFor={fieldId}>{label}</label>}
        {note === undefined ? null : (
          <p className="quiet" id={fieldId === undefined ? undefined : `${fieldId}-note`}>
            {note}
          </p>
        )}
      </div>
      {children}
    </div>
  );
}

interface SettingSectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

export function SettingSection({ id, title, children }: SettingSectionProps): ReactNode {
  return (
    <section className="stack" aria-labelledby={`settings-${id}`}>
      <h2 id={`settings-${id}`}>{title}</h2>
      {children}
    </section>
  );
}

interface ToggleRowProps {
  readonly label: string;
  readonly note?: string;
  readonly fieldId: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

export function ToggleRow({ label, note, fieldId, value, onChange }: ToggleRowProps): ReactNode {
  return (
    <SettingRow label={label} fieldId={fieldId} {...(note === undefined ? {} : { note })}>
      <input
        id={fieldId}
        type="checkbox"
        role="switch"
        className="switch"
        checked={value}
        aria-checked={value}
        aria-describedby={note === undefined ? undefined : `${fieldId}-note`}
        onChange={(event) => onChange(event.target.checked)}
      />
    </SettingRow>
  );
}
