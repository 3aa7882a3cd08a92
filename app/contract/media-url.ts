import type { PhotoId } from './ids.ts';

/** `grid` is a thumbnail, `preview` fits a screen, `full` is the photo itself (converted where browsers cannot show it). */
export const mediaSizes = ['grid', 'preview', 'full'] as const;
export type MediaSize = (typeof mediaSizes)[number];

/**
 * The address of a photo's image.
 * @param base `photo://library` in the desktop app, `/media` in the headless host (`system.hello` says which).
 * @param version changes when the file's content changes, so that caches never show an old picture.
 */
export function mediaUrl(base: string, photoId: PhotoId, size: MediaSize, version: string): string {
  return `${base}/${photoId}/${size}?v=${encodeURIComponent(version)}`;
}

/** The photo and size that a media address names, or null where it names none. */
export function parseMediaPath(path: string): { photoId: string; size: MediaSize } | null {
  const match = /^\/?([1-9]\d{0,15})\/(grid|preview|full)$/.exec(path);
  return match ? { photoId: match[1]!, size: match[2] as MediaSize } : null;
}
