import type { PhotoSummary } from '../../../app/contract/photo.ts';

/** Whether there is, or may soon be, a picture to show. */
export function hasPicture({ state }: PhotoSummary): boolean {
  return state !== 'failed' && state !== 'skipped';
}
