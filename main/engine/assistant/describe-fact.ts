import type { FactTopic } from './fact-topics.ts';
import type { SubjectFacts } from './subject.ts';

/** One fact of a photo as a sentence; what the file does not record is said to be unknown. */
export function describeFact(topic: FactTopic, facts: SubjectFacts): string {
  return describers[topic](facts);
}

/** What the file says of it; without that the sentence only says what is missing. */
export function recordsFact(topic: FactTopic, { taken, place, camera, description }: SubjectFacts): boolean {
  if (topic === 'when') return taken.source !== 'file';
  if (topic === 'where') return place !== null;
  if (topic === 'camera') return camera !== null && (camera.make !== null || camera.model !== null);
  if (topic === 'exposure') return exposureOf(camera).length > 0;
  if (topic === 'words') return wordsOf(description).length > 0;
  return topic === 'rating' ? description.rating !== null : true;
}

const describers: Readonly<Record<FactTopic, (facts: SubjectFacts) => string>> = {
  when: describeWhen,
  where: describeWhere,
  camera: describeCamera,
  exposure: describeExposure,
  size: describeSize,
  name: ({ name, format }) => `is the file ${name}${format === null ? '' : `, ${format.toUpperCase()}`}.`,
  words: describeWords,
  rating({ description: { rating } }) {
    if (rating === null) return 'has no rating.';
    return rating < 0 ? 'is rated as rejected.' : `is rated ${rating} of 5 stars.`;
  },
};

function describeWhen({ taken: { local, offsetMinutes, source } }: SubjectFacts): string {
  const date = new Date(`${local}Z`);
  const day = date.toLocaleDateString('en-GB', { dateStyle: 'full', timeZone: 'UTC' });
  const time = local.slice(11, 16);
  if (source === 'file') return `does not record when it was taken; its file dates from ${day}, ${time}.`;
  return `was taken on ${day} at ${time}${offsetMinutes === null ? '' : ` (UTC${offset(offsetMinutes)})`}.`;
}

function offset(minutes: number): string {
  const part = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${part(Math.abs(minutes) / 60)}:${part(Math.abs(minutes) % 60)}`;
}

function describeWhere({ place }: SubjectFacts): string {
  if (place === null) return 'does not record where it was taken.';
  const names = [place.city, place.region, place.country].filter(
    (name, at, all) => name !== null && all.indexOf(name) === at,
  );
  const point = `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`;
  const height = place.altitudeMetres === null ? '' : `, ${Math.round(place.altitudeMetres)} m above the sea`;
  return names.length === 0
    ? `was taken at ${point}${height}.`
    : `was taken near ${names.join(', ')} (${point}${height}).`;
}

function describeCamera({ camera }: SubjectFacts): string {
  if (camera === null || (camera.make === null && camera.model === null)) return 'does not record its camera.';
  const make = camera.model?.toLowerCase().startsWith(camera.make?.toLowerCase() ?? ' ') ? null : camera.make;
  const body = [make, camera.model].filter((part) => part !== null).join(' ');
  return `was taken with a ${body}${camera.lens === null ? '' : ` and ${camera.lens}`}.`;
}

function describeExposure({ camera }: SubjectFacts): string {
  const parts = exposureOf(camera);
  return parts.length === 0 ? 'does not record its exposure.' : `was exposed at ${parts.join(', ')}.`;
}

function exposureOf(camera: SubjectFacts['camera']): string[] {
  return [
    camera?.exposureSeconds == null ? null : `${shutter(camera.exposureSeconds)} s`,
    camera?.aperture == null ? null : `f/${camera.aperture}`,
    camera?.iso == null ? null : `ISO ${camera.iso}`,
    camera?.focalLengthMm == null ? null : `${Math.round(camera.focalLengthMm * 10) / 10} mm`,
    camera?.flash == null ? null : camera.flash ? 'with flash' : 'without flash',
  ].filter((part) => part !== null);
}

const shutter = (seconds: number): string => (seconds >= 0.4 ? String(seconds) : `1/${Math.round(1 / seconds)}`);

function describeSize({ width, height, sizeBytes }: SubjectFacts): string {
  const megabytes = sizeBytes / 1e6;
  const file = megabytes >= 1 ? `${megabytes.toFixed(1)} MB` : `${Math.max(1, Math.round(sizeBytes / 1000))} kB`;
  if (width === null || height === null) return `is a file of ${file}.`;
  return `is ${width} × ${height} pixels (${((width * height) / 1e6).toFixed(1)} megapixels), a file of ${file}.`;
}

function describeWords({ description }: SubjectFacts): string {
  const parts = wordsOf(description);
  return parts.length === 0 ? 'carries no title, caption or keywords.' : `carries ${parts.join('; ')}.`;
}

function wordsOf({ title, caption, keywords }: SubjectFacts['description']): string[] {
  return [
    title === null ? null : `the title “${title}”`,
    caption === null ? null : `the caption “${caption}”`,
    keywords.length === 0 ? null : `the keywords ${keywords.join(', ')}`,
  ].filter((part) => part !== null);
}
