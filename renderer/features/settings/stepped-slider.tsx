import { useState, type ReactNode } from 'react';

interface SteppedSliderProps {
  readonly fieldId: string;
  readonly value: number;
  readonly range: readonly [from: number, to: number, step: number];
  /** The value in words. */
  readonly say: (value: number) => string;
  readonly onChange: (value: number) => void;
}

/** A slider whose value is taken when it is let go; its note has the id of the field with `-note`. */
export function SteppedSlider({
  fieldId,
  value,
  range: [from, to, step],
  say,
  onChange,
}: SteppedSliderProps): ReactNode {
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = dragged ?? value;
  const said = say(shown);
  const take = (): void => {
    if (dragged === null) return;
    setDragged(null);
    onChange(dragged);
  };
  return (
    <span className="relevance numbers">
      {said}
      <input
        id={fieldId}
        type="range"
        min={from}
        max={to}
        step={step}
        value={shown}
        aria-valuetext={said}
        aria-describedby={`${fieldId}-note`}
        onChange={(event) => setDragged(Number(event.target.value))}
        {...{ onPointerUp: take, onKeyUp: take, onBlur: take }}
      />
    </span>
  );
}
