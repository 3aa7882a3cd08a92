import type { PhotoDetail } from '../../../app/contract/photo.ts';
import { en } from '../../text/en.ts';
import { hasPicture } from './has-picture.ts';
import { formatBytes, formatDecimal, formatExposure, formatLocalDateTime, formatMoment } from '../../text/format.ts';

/** One line of the info drawer. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** Everything known about a photo, in plain words; what is not known is left out. */
export function photoFacts(photo: PhotoDetail): Fact[] {
  const labels = en.lightbox.facts;
  const { description, camera } = photo;
  const facts: [string, string | null][] = [
    [labels.title, description.title],
    [labels.caption, description.caption],
    [labels.taken, takenText(photo)],
    [labels.place, placeText(photo)],
    [labels.camera, cameraText(photo)],
    [labels.lens, camera?.lens ?? null],
    [labels.exposure, exposureText(photo)],
    [labels.size, sizeText(photo)],
    [labels.keywords, joined(description.keywords, ', ')],
    [labels.rating, description.rating === null ? null : en.lightbox.rating(description.rating)],
    [labels.file, photo.name],
    [labels.path, photo.path.slice(0, Math.max(1, photo.path.length - photo.name.length - 1))],
    [labels.format, joined([photo.format?.toUpperCase(), formatBytes(photo.sizeBytes)], ', ')],
    [labels.changed, formatMoment(photo.modifiedMs)],
    [labels.beside, besideText(photo)],
    [labels.search, searchText(photo)],
    [labels.warnings, joined(photo.warnings, ' ')],
  ];
  return facts.flatMap(([label, text]) => (text === null || text === '' ? [] : [{ label, text }]));
}

function searchText(photo: PhotoDetail): string | null {
  if (!hasPicture(photo)) return null;
  return photo.searchable ? en.lightbox.searchable : en.lightbox.notSearchable;
}

function joined(parts: readonly (string | null | undefined)[], between: string): string | null {
  const present = parts.filter((part): part is string => typeof part === 'string' && part !== '');
  return present.length === 0 ? null : present.join(between);
}

function takenText({ taken }: PhotoDetail): string {
  const when =
    formatLocalDateTime(taken.local) + (taken.offsetMinutes === null ? '' : ` (${offset(taken.offsetMinutes)})`);
  return taken.source === 'file' ? `${when}, ${en.lightbox.dateFromFile}` : when;
}

function offset(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** Most models begin with their maker's name. */
function cameraText({ camera }: PhotoDetail): string | null {
  if (camera === null) return null;
  const { make, model } = camera;
  const named = make !== null && model?.toLowerCase().startsWith(make.toLowerCase()) === true;
  return joined([named ? null : make, model], ' ');
}

function placeText({ place }: PhotoDetail): string | null {
  if (place === null) return null;
  const named = joined([place.city, place.region, place.country], ', ');
  const numbers = `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`;
  const height = place.altitudeMetres === null ? null : en.lightbox.altitude(place.altitudeMetres);
  return joined([named === null ? numbers : `${named} (${numbers})`, height], ', ');
}

function exposureText({ camera }: PhotoDetail): string | null {
  if (camera === null) return null;
  const { focalLengthMm: focal, focalLength35Mm: full } = camera;
  const comparable = full !== null && focal !== null && Math.abs(full - focal) >= 1 ? formatDecimal(full) : null;
  return joined(
    [
      camera.exposureSeconds === null ? null : formatExposure(camera.exposureSeconds),
      camera.aperture === null ? null : `f/${formatDecimal(camera.aperture)}`,
      camera.iso === null ? null : `ISO ${camera.iso}`,
      focal === null ? null : en.lightbox.focal(formatDecimal(focal), comparable),
      camera.flash === null ? null : camera.flash ? en.lightbox.flash : en.lightbox.noFlash,
    ],
    ', ',
  );
}

function sizeText({ width, height }: PhotoDetail): string | null {
  if (width === null || height === null) return null;
  return en.lightbox.pixels(width, height, formatDecimal((width * height) / 1e6));
}

function besideText(photo: PhotoDetail): string | null {
  return joined(
    [
      photo.rawCompanion === null ? null : en.lightbox.raw(photo.rawCompanion),
      photo.liveMovie === null ? null : en.lightbox.live(photo.liveMovie),
    ],
    ', ',
  );
}
