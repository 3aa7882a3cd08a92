import type { PhotoSummary } from '../../../app/contract/photo.ts';
import type { PhotoSequence } from '../../state/app-state.tsx';
import type { GridSection } from './grid-layout.ts';

/** The photos of a grid: what is known of all of them, and those that are loaded. */
export interface PhotoSource extends PhotoSequence {
  readonly sections: readonly GridSection[];
  /** Photos from `start` to before `end`, loaded where they are not; may be fewer than asked for. */
  loadRange(start: number, end: number): Promise<PhotoSummary[]>;
  /** Says which photos are on the screen or near it. */
  show(start: number, end: number): void;
  /** Why a photo is here, in words. */
  whyOf?(index: number): string | undefined;
}
