import type { Camera, Description, Taken } from '../../app/contract/photo.ts';
import { numberOf, readSidecarTags, readTags, textOf, textsOf, type Tags } from './tags.ts';

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeMetres: number | null;
}

export interface Metadata {
  readonly taken: Taken | null;
  readonly position: Position | null;
  readonly camera: Camera | null;
  readonly description: Description;
  readonly warnings: string[];
}

/** Facts from EXIF, IPTC and XMP; a sidecar's words win over the photo's own. Never throws. */
export function readMetadata(photo: Uint8Array, sidecar: Uint8Array | null): Metadata {
  const own = readTags(photo);
  const beside = sidecar === null ? null : readSidecarTags(sidecar);
  const sources = [beside, own].filter((tags) => tags !== null);
  const warnings: string[] = [];
  if (own === null) warnings.push('The metadata in the file is damaged and was left out.');
  if (sidecar !== null && beside === null) warnings.push('The XMP sidecar is damaged and was left out.');
  return {
    taken: first(sources, takenOf),
    position: first(sources, positionOf),
    camera: first(sources, cameraOf),
    description: descriptionOf(sources),
    warnings,
  };
}

function first<T>(sources: readonly Tags[], read: (tags: Tags) => T | null): T | null {
  for (const tags of sources) {
    const found = read(tags);
    if (found !== null) return found;
  }
  return null;
}

function takenOf({ exif, xmp, iptc }: Tags): Taken | null {
  const offset = offsetOf(textOf(exif, 'OffsetTimeOriginal') ?? textOf(exif, 'OffsetTime'));
  for (const name of ['DateTimeOriginal', 'DateTimeDigitized', 'DateTime']) {
    const exifDate = parseDate(textOf(exif, name));
    if (exifDate !== null) return { local: exifDate.local, offsetMinutes: offset ?? exifDate.offset, source: 'exif' };
  }
  for (const name of ['DateTimeOriginal', 'DateCreated', 'CreateDate']) {
    const xmpDate = parseDate(textOf(xmp, name));
    if (xmpDate !== null) return { local: xmpDate.local, offsetMinutes: xmpDate.offset, source: 'xmp' };
  }
  const iptcDate = parseDate([textOf(iptc, 'Date Created'), textOf(iptc, 'Time Created')].filter(Boolean).join(' '));
  return iptcDate === null ? null : { local: iptcDate.local, offsetMinutes: iptcDate.offset, source: 'iptc' };
}

const datePattern =
  /^(\d{4})[:\-./]?(\d{2})[:\-./]?(\d{2})(?:[T ]+(\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?/;

/** A date in any of the forms that tags use; null for blanks, zeros and impossible ones. */
export function parseDate(text: string | null): { local: string; offset: number | null } | null {
  const match = text === null ? null : datePattern.exec(text);
  if (match === null) return null;
  const [year, month, day, hour = '00', minute = '00', second = '00'] = match.slice(1, 7);
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = new Date(`${local}Z`);
  const valid = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(local);
  const plausible = Number(year) >= 1826 && time.getTime() < Date.now() + 366 * 86_400_000;
  return valid && plausible ? { local, offset: offsetOf(match[7] ?? null) } : null;
}

/** `+02:00` as minutes east of UTC. */
function offsetOf(text: string | null): number | null {
  if (text === 'Z') return 0;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(text ?? '');
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes > 14 * 60 ? null : minutes * (match[1] === '-' ? -1 : 1);
}

function positionOf({ gps }: Tags): Position | null {
  const latitude = numberOf(gps, 'Latitude');
  const longitude = numberOf(gps, 'Longitude');
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  if (latitude === 0 && longitude === 0) return null;
  return { latitude, longitude, altitudeMetres: numberOf(gps, 'Altitude') };
}

function cameraOf({ exif }: Tags): Camera | null {
  const flash = numberOf(exif, 'Flash');
  const camera: Camera = {
    make: textOf(exif, 'Make'),
    model: textOf(exif, 'Model'),
    lens: textOf(exif, 'LensModel'),
    exposureSeconds: positive(numberOf(exif, 'ExposureTime')),
    aperture: positive(numberOf(exif, 'FNumber')),
    iso: positive(numberOf(exif, 'ISOSpeedRatings')),
    focalLengthMm: positive(numberOf(exif, 'FocalLength')),
    focalLength35Mm: positive(numberOf(exif, 'FocalLengthIn35mmFilm')),
    flash: flash === null ? null : (flash & 1) === 1,
  };
  return Object.values(camera).some((value) => value !== null) ? camera : null;
}

const positive = (value: number | null): number | null => (value !== null && value > 0 ? value : null);

function descriptionOf(sources: readonly Tags[]): Description {
  const rating = first(sources, ({ xmp, exif }) => numberOf(xmp, 'Rating') ?? numberOf(exif, 'Rating'));
  const keywords = sources.flatMap(({ xmp, iptc }) => [...textsOf(xmp, 'subject'), ...textsOf(iptc, 'Keywords')]);
  return {
    title: first(sources, ({ xmp, iptc }) => textOf(xmp, 'title') ?? textOf(iptc, 'Object Name')),
    caption: first(sources, captionOf),
    keywords: [...new Set(keywords)].slice(0, 200),
    rating: rating === null ? null : Math.max(-1, Math.min(5, Math.round(rating))),
  };
}

/** Cameras fill the EXIF description with their own name; those are not captions. */
function captionOf({ xmp, iptc, exif }: Tags): string | null {
  const written = textOf(xmp, 'description') ?? textOf(iptc, 'Caption/Abstract');
  if (written !== null) return written;
  const exifText = textOf(exif, 'ImageDescription');
  const make = textOf(exif, 'Make')?.split(' ')[0]?.toLowerCase();
  const byCamera = exifText === null || /digital camera/i.test(exifText);
  return byCamera || (make !== undefined && exifText.toLowerCase().startsWith(make)) ? null : exifText;
}
