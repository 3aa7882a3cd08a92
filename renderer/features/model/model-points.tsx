import type { ReactNode } from 'react';

/** Short statements about a model under one heading; nothing where there are none. */
export function ModelPoints({ title, points }: { title: string; points: readonly string[] }): ReactNode {
  if (points.length === 0) return null;
  return (
    <div>
      <h3 className="quiet">{title}</h3>
      <ul className="bullets">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </div>
  );
}
