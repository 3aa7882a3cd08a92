import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { AppError } from '../../../app/contract/errors.ts';
import { PhotoId } from '../../../app/contract/ids.ts';
import { SearchInput } from '../../../app/contract/search.ts';
import { openDatabase } from '../../store/database.ts';
import { openExactVectorIndex } from '../../store/exact-vector-index.ts';
import { addFolder } from '../../store/folders.ts';
import { storeFacts, type PhotoFacts } from '../../store/index-results.ts';
import { setFavourite } from '../../store/photos.ts';
import { insertPhoto } from '../../store/scanned-files.ts';
import type { SearchModel } from '../models/search-model.ts';
import { installedModel, searchModel } from '../models/testing/search-model.ts';
import { createSearch, type SearchOptions } from './create-search.ts';

const calibration = { a: 20, b: -10 };
const directions = { dog: [1, 0, 0], sea: [0, 1, 0], snow: [0, 0, 1] } as const;
type Subject = keyof typeof directions;

interface Drawn {
  readonly name: string;
  readonly shows: Subject | null;
  readonly taken?: string;
  readonly camera?: string;
  readonly city?: string;
  readonly caption?: string;
}

const photos: readonly Drawn[] = [
  { name: 'IMG_1.jpg', shows: 'dog', taken: '2019-05-01T10:00:00', camera: 'Canon EOS R6', city: 'Bergen' },
  { name: 'IMG_2.jpg', shows: 'sea', taken: '2020-07-14T10:00:00', camera: 'Canon EOS R6', city: 'Lisbon' },
  {
    name: 'IMG_3.jpg',
    shows: 'snow',
    taken: '2021-01-02T10:00:00',
    camera: 'Nikon D750',
    caption: 'Rex the dog at home',
  },
  { name: 'IMG_4.jpg', shows: null, taken: '2022-03-03T10:00:00' },
];

const factsOf = ({ name, taken, camera, city, caption }: Drawn): PhotoFacts => ({
  contentHash: name,
  format: 'jpeg',
  width: 40,
  height: 30,
  taken: taken === undefined ? null : { local: taken, offsetMinutes: null, source: 'exif' },
  place:
    city === undefined ? null : { latitude: 1, longitude: 2, altitudeMetres: null, city, region: null, country: null },
  camera:
    camera === undefined
      ? null
      : {
          make: camera.split(' ')[0]!,
          model: camera,
          lens: null,
          exposureSeconds: null,
          aperture: null,
          iso: null,
          focalLengthMm: null,
          focalLength35Mm: null,
          flash: null,
        },
  description: { title: null, caption: caption ?? null, keywords: [], rating: null },
  thumbhash: new Uint8Array([1]),
  perceptualHash: new Uint8Array(8),
  warnings: [],
});

function openSearch(
  drawn: readonly Drawn[] = photos,
  { search = {}, ...options }: Partial<Omit<SearchOptions, 'search'>> & { search?: Partial<SearchModel> } = {},
) {
  const db = openDatabase(':memory:');
  const vectors = openExactVectorIndex({ modelKey: 'test@1', dim: 3 });
  const folderId = addFolder(db, { path: '/photos', kind: 'folder', nowMs: 1 });
  const ids = drawn.map((photo) => {
    const path = `/photos/holidays/${photo.name}`;
    const beside = { sidecar: null, sidecarModifiedMs: null, rawCompanion: null, liveMovie: null };
    const photoId = insertPhoto(db, folderId, { path, sizeBytes: 1, modifiedMs: 1, nowMs: 1, ...beside });
    storeFacts(db, photoId, factsOf(photo));
    if (photo.shows !== null) vectors.set(photoId, Float32Array.from(directions[photo.shows]));
    return photoId;
  });
  const embed = (text: string): Float32Array => {
    const subject = Object.keys(directions).find((each) => text.includes(each)) as Subject | undefined;
    return Float32Array.from(subject === undefined ? [0.6, 0.6, 0.5] : directions[subject]);
  };
  const model = searchModel({
    vectors,
    calibration,
    embedText: async (text) => embed(text),
    embedTexts: async (texts) => texts.map(embed),
    ...search,
  });
  const { handlers } = createSearch({
    db,
    search: () => model,
    modelProblem: () => null,
    minimumProbability: () => 0.5,
    isIndexing: () => false,
    photoCount: () => drawn.length,
    ...options,
  });
  const context = { signal: new AbortController().signal, connection: 'test' };
  const query = (input: z.input<typeof SearchInput>) =>
    Promise.resolve(handlers.query(SearchInput.parse(input), context));
  const names = async (input: z.input<typeof SearchInput>) => (await query(input)).hits.map(({ photo }) => photo.name);
  return { db, ids, query, names };
}

describe('search', () => {
  it('finds by meaning what passes the cut-off, counts the rest and says how sure it is', async () => {
    const { query } = openSearch();
    const page = await query({ text: 'the sea' });
    expect(page.hits.map(({ photo }) => photo.name)).toEqual(['IMG_2.jpg']);
    expect(page.hits[0]!.probability).toBeGreaterThan(0.9);
    expect(page.hits[0]!.why).toEqual([{ kind: 'meaning', text: 'the sea', probability: page.hits[0]!.probability }]);
    expect(page).toMatchObject({ state: 'found', total: 1, belowCutoff: 2, minimumProbability: 0.5 });
  });

  it('never cuts off a photo that a word found, and says which word and where', async () => {
    const { query } = openSearch();
    const page = await query({ text: 'rex dog' });
    expect(page.hits.map(({ photo }) => photo.name).toSorted()).toEqual(['IMG_1.jpg', 'IMG_3.jpg']);
    const byWord = page.hits.find(({ photo }) => photo.name === 'IMG_3.jpg')!;
    expect(byWord.why).toContainEqual({ kind: 'word', field: 'caption', text: 'rex' });
  });

  it.each([
    ['camera:canon', ['IMG_2.jpg', 'IMG_1.jpg']],
    ['camera:750', ['IMG_3.jpg']],
    ['-camera:canon', ['IMG_4.jpg', 'IMG_3.jpg']],
    ['before:2020', ['IMG_1.jpg']],
    ['after:2019', ['IMG_4.jpg', 'IMG_3.jpg', 'IMG_2.jpg']],
    ['on:2020-07', ['IMG_2.jpg']],
    ['place:berg', ['IMG_1.jpg']],
    ['folder:holidays', ['IMG_4.jpg', 'IMG_3.jpg', 'IMG_2.jpg', 'IMG_1.jpg']],
    ['has:gps', ['IMG_2.jpg', 'IMG_1.jpg']],
    ['"rex the dog"', ['IMG_3.jpg']],
    ['type:heic', []],
    ['is:favourite', ['IMG_2.jpg']],
    ['on:2020 since:2020', ['IMG_2.jpg']],
    ['on:2020 until:2020', ['IMG_2.jpg']],
    ['on:2020 after:2020', []],
    ['photos before 2020', ['IMG_1.jpg']],
    ['photos without dogs', ['IMG_4.jpg', 'IMG_3.jpg', 'IMG_2.jpg']],
    ['not a dog', ['IMG_4.jpg', 'IMG_2.jpg']],
    ['-snow', ['IMG_4.jpg', 'IMG_2.jpg', 'IMG_1.jpg']],
    ['-"snow"', ['IMG_4.jpg', 'IMG_3.jpg', 'IMG_2.jpg', 'IMG_1.jpg']],
    ['rating:9', []],
  ])('%s', async (text, expected) => {
    const { db, ids, names } = openSearch();
    setFavourite(db, [ids[1]!], true);
    expect(await names({ text })).toEqual(expected);
  });

  it('puts photos that a word names first, and says by what alone they were found', async () => {
    const { query } = openSearch();
    const { hits } = await query({ text: 'dog' });
    expect(hits.map(({ photo }) => photo.name)).toEqual(['IMG_3.jpg', 'IMG_1.jpg']);
    expect(hits[0]).toMatchObject({ probability: null, why: [{ kind: 'word', field: 'caption', text: 'dog' }] });
    expect(hits[0]!.score).toBeGreaterThan(hits[1]!.score);
    expect(hits[1]!.why).toMatchObject([{ kind: 'meaning' }]);
  });

  it('lets a short word lead where it stands whole, not where it begins another', async () => {
    const drawn = [...photos, { name: 'IMG_5.jpg', shows: null, caption: 'a dogwood in bloom' }];
    const { names } = openSearch(drawn);
    expect(await names({ text: 'dog' })).toEqual(['IMG_3.jpg', 'IMG_1.jpg', 'IMG_5.jpg']);
  });

  it('leaves out what looks like an exclusion, by the search’s own model, and says that it may err', async () => {
    const embedded: string[][] = [];
    const { query } = openSearch(photos, {
      search: {
        embedTexts: async (texts) => {
          embedded.push([...texts]);
          return texts.map(() => Float32Array.from(directions.sea));
        },
      },
    });
    const page = await query({ text: 'something without the sea', minimumProbability: 0 });
    expect(page.hits.map(({ photo }) => photo.name)).not.toContain('IMG_2.jpg');
    expect(page).toMatchObject({ total: 2, belowCutoff: 0, issues: [{ kind: 'note', start: 10 }] });
    expect(page.chips).toMatchObject([{ kind: 'text' }, { kind: 'exclude', label: 'without sea' }]);
    expect(embedded).toEqual([['sea']]);
  });

  it('says that words alone leave out where the model is missing', async () => {
    const { query } = openSearch(photos, { search: { model: { ...installedModel, state: 'absent' } } });
    const page = await query({ text: '-dog' });
    expect(page.hits.map(({ photo }) => photo.name)).toEqual(['IMG_4.jpg', 'IMG_2.jpg', 'IMG_1.jpg']);
    expect(page.issues[0]!.message).toBe('“dog” is left out by words only; photos that show it may remain.');
  });

  it('finds a micro sign by the Greek letter that looks like it', async () => {
    const drawn: Drawn[] = [{ name: 'Olympus \u03BC 800.jpg', shows: null }];
    const page = await openSearch(drawn).query({ text: '\u00B5' });
    expect(page.hits[0]!.why).toMatchObject([{ kind: 'word', field: 'name' }]);
    expect(await openSearch(drawn).names({ text: 'name:\u00B5' })).toEqual(['Olympus \u03BC 800.jpg']);
  });

  it('brings words and filters together', async () => {
    const { names } = openSearch();
    expect(await names({ text: 'dog after:2020', minimumProbability: 0 })).not.toContain('IMG_1.jpg');
  });

  it('finds what is like some photos and not like others', async () => {
    const { ids, names } = openSearch();
    expect((await names({ like: [PhotoId.parse(String(ids[0]))] }))[0]).not.toBe('IMG_1.jpg');
    expect((await names({ text: 'doggy', unlike: [PhotoId.parse(String(ids[1]))] }))[0]).toBe('IMG_1.jpg');
  });

  it('sorts by date where asked', async () => {
    const { names } = openSearch();
    const text = 'something';
    expect(await names({ text, minimumProbability: 0, sort: 'oldest' })).toEqual([
      'IMG_1.jpg',
      'IMG_2.jpg',
      'IMG_3.jpg',
    ]);
    expect(await names({ text, minimumProbability: 0, sort: 'newest' })).toEqual([
      'IMG_3.jpg',
      'IMG_2.jpg',
      'IMG_1.jpg',
    ]);
  });

  it('explains what it does not understand, and searches on', async () => {
    const { query } = openSearch();
    const page = await query({ text: 'before:20x1 sea', minimumProbability: 0 });
    expect(page.issues).toHaveLength(1);
    expect(page.total).toBeGreaterThan(0);
  });

  it('tells an empty library, no hit, still indexing and a missing model apart', async () => {
    expect(await openSearch([]).query({ text: 'dog' })).toMatchObject({ state: 'empty_library' });
    expect(await openSearch().query({ text: 'type:heic' })).toMatchObject({ state: 'no_hits' });
    const indexing = openSearch(photos, { isIndexing: () => true });
    expect(await indexing.query({ text: 'type:heic' })).toMatchObject({ state: 'indexing', unindexed: 1 });
    const missing = openSearch(photos, { search: { model: { ...installedModel, state: 'absent' } } });
    expect(await missing.query({ text: 'rex' })).toMatchObject({ state: 'model_missing', total: 1 });
  });

  it('answers by words and says so where the model turns out to be damaged, and names what took its place', async () => {
    const damaged = openSearch(photos, {
      search: { embedText: () => Promise.reject(new AppError('model_corrupt', 'text.onnx is damaged.')) },
      modelProblem: () => 'text.onnx is damaged.',
    });
    const page = await damaged.query({ text: 'dog' });
    expect(page.hits.map(({ photo }) => photo.name)).toEqual(['IMG_3.jpg']);
    expect(page).toMatchObject({ state: 'model_missing', model: null, modelProblem: 'text.onnx is damaged.' });
  });
});
