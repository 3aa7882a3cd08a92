import type { ReactNode } from 'react';

const radius = 6;
const around = 2 * Math.PI * radius;

/** The share done, from 0 to 1, as a ring. */
export function ProgressRing({ share, label }: { share: number; label: string }): ReactNode {
  return (
    <svg className="ring" viewBox="0 0 16 16" role="img" aria-label={label}>
      <circle cx="8" cy="8" r={radius} />
      <circle
        className="ring-done"
        cx="8"
        cy="8"
        r={radius}
        strokeDasharray={around}
        strokeDashoffset={around * (1 - Math.min(1, Math.max(0, share)))}
      />
    </svg>
  );
}
