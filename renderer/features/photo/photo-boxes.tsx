import type { ReactNode } from 'react';
import type { PhotoSummary } from '../../../app/contract/photo.ts';
import { boxKey, type PhotoBox } from './photo-box.ts';

interface PhotoBoxesProps {
  readonly photo: PhotoSummary;
  readonly boxes: readonly PhotoBox[];
  /** What is written at each box: its number in a list beside it, or its label. */
  readonly mark: 'number' | 'label';
}

/** Boxes drawn over a photo that is fitted whole into this element's box; their list says the same in words. */
export function PhotoBoxes({ photo, boxes, mark }: PhotoBoxesProps): ReactNode {
  const width = photo.width ?? 4;
  const height = photo.height ?? 3;
  const size = Math.max(width, height) / (mark === 'number' ? 14 : 64);
  return (
    <svg className="photo-boxes" viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {boxes.map((box, index) => (
        <g key={boxKey(box)}>
          <rect
            x={box.left * width}
            y={box.top * height}
            width={(box.right - box.left) * width}
            height={(box.bottom - box.top) * height}
          />
          <text x={box.left * width + size * 0.3} y={Math.max(box.top * height + size, size)} fontSize={size}>
            {mark === 'number' ? index + 1 : box.label}
          </text>
        </g>
      ))}
    </svg>
  );
}
