import { useId, type ReactNode } from 'react';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { en } from '../../text/en.ts';

interface VariantChoiceProps {
  readonly model: ModelInfo;
  readonly value: string;
  readonly onChange: (variant: string) => void;
}

/** Which files of a model to fetch; nothing where there is no choice. */
export function VariantChoice({ model, value, onChange }: VariantChoiceProps): ReactNode {
  const group = useId();
  if (model.variants.length < 2) return null;
  const words = en.models.installDialog;
  return (
    <fieldset className="variants">
      <legend>{words.variant}</legend>
      {model.variants.map(({ name, sizeBytes, approxMemoryMB, devices }) => (
        <label key={name} className="variant">
          <input type="radio" name={group} checked={name === value} onChange={() => onChange(name)} />
          <span className="grow">
            <b>{name}</b>
            {name === model.variant ? <span className="quiet"> {words.suits}</span> : null}
            <span className="quiet variant-note numbers">
              {words.variantNote(
                sizeBytes,
                approxMemoryMB,
                devices.map((device) => en.models.devices.names[device]).join(', '),
              )}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
