const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Read by the media process; SVG is among them so that it is named as left out. */
const photoExtensions = words('jpg jpeg jpe jfif png webp gif tif tiff avif heic heif hif bmp dib svg');
const videoExtensions = words('mp4 mov m4v avi mkv webm mpg mpeg 3gp mts m2ts wmv flv');
const rawExtensions = words(
  'dng cr2 cr3 crw nef nrw arw srf sr2 orf rw2 raf pef rwl 3fr fff iiq x3f kdc dcr mrw erf raw',
);
const sidecarExtensions = words('xmp');

export type FileKind = 'photo' | 'video' | 'raw' | 'sidecar' | 'other';

const kinds: readonly (readonly [ReadonlySet<string>, FileKind])[] = [
  [photoExtensions, 'photo'],
  [videoExtensions, 'video'],
  [rawExtensions, 'raw'],
  [sidecarExtensions, 'sidecar'],
];

export const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

export const kindOf = (name: string): FileKind =>
  kinds.find(([extensions]) => extensions.has(extensionOf(name)))?.[1] ?? 'other';

const leftOutExtensions = words('photoslibrary photolibrary lrdata lrcat aplibrary migratedphotolibrary app trash');
const leftOutNames = words(
  '$recycle.bin recycler @eadir #recycle lost+found node_modules __macosx thumbs thumbnails .thumbnails cache caches',
);

/** Folders that hold no photos of the person's: hidden, system, caches, trash and other programs' libraries. */
export function isLeftOutFolder(name: string): boolean {
  const lower = name.toLowerCase();
  if (lower.startsWith('.') || leftOutNames.has(lower) || lower === 'system volume information') return true;
  return leftOutExtensions.has(extensionOf(lower));
}

/** Hidden files, and the resource forks that macOS leaves on foreign volumes. */
export const isHiddenFile = (name: string): boolean => name.startsWith('.');
