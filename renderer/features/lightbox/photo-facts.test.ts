import { expect, test } from 'vitest';
import { PhotoDetail } from '../../../app/contract/photo.ts';
import { photoFacts } from './photo-facts.ts';

const bare = {
  photoId: '1',
  name: 'beach.jpg',
  width: 4000,
  height: 3000,
  takenLocal: '2019-08-12T18:42:00',
  favourite: false,
  thumbhash: null,
  version: '1',
  state: 'ready',
  folderId: '1',
  path: '/home/anna/Pictures/beach.jpg',
  format: 'jpeg',
  sizeBytes: 3_400_000,
  modifiedMs: 0,
  taken: { local: '2019-08-12T18:42:00', offsetMinutes: 120, source: 'exif' },
  place: null,
  camera: null,
  description: { title: null, caption: null, keywords: [], rating: null },
  rawCompanion: null,
  liveMovie: null,
  warnings: [],
  searchable: true,
};

const textOf = (photo: unknown, label: string): string | undefined =>
  photoFacts(PhotoDetail.parse(photo)).find((fact) => fact.label === label)?.text;

test('what is not known is left out', () => {
  const labels = photoFacts(PhotoDetail.parse(bare)).map(({ label }) => label);
  expect(labels).toEqual(['Taken', 'Size', 'File', 'In', 'Format', 'Changed', 'Search']);
});

test('size, folder and offset in plain words', () => {
  expect(textOf(bare, 'Size')).toBe('4,000 × 3,000 pixels, 12 megapixels');
  expect(textOf(bare, 'In')).toBe('/home/anna/Pictures');
  expect(textOf(bare, 'Taken')).toContain('(UTC+2)');
});

test('a date that only the file has is said to be one', () => {
  const taken = { ...bare.taken, offsetMinutes: null, source: 'file' };
  expect(textOf({ ...bare, taken }, 'Taken')).toContain('from the file');
});

test('exposure reads like a photographer writes it', () => {
  const camera = {
    make: 'Canon',
    model: 'EOS R5',
    lens: null,
    exposureSeconds: 0.004,
    aperture: 2.8,
    iso: 400,
    focalLengthMm: 24,
    focalLength35Mm: 38,
    flash: false,
  };
  expect(textOf({ ...bare, camera }, 'Exposure')).toBe(
    '1/250 s, f/2.8, ISO 400, 24 mm (like 38 mm on full frame), no flash',
  );
  expect(textOf({ ...bare, camera }, 'Camera')).toBe('Canon EOS R5');
});

test('a place has its names and its numbers', () => {
  const place = {
    latitude: 60.39,
    longitude: 5.32,
    altitudeMetres: null,
    city: 'Bergen',
    region: null,
    country: 'Norway',
  };
  expect(textOf({ ...bare, place }, 'Place')).toBe('Bergen, Norway (60.3900, 5.3200)');
});
