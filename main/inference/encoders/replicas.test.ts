import { describe, expect, it } from 'vitest';
import { createClipReplica, createMultilingualClipReplica } from '../../../models/clip/testing/replica.ts';
import type { ImagePreprocessing, TextPreprocessing } from '../../../models/manifest.ts';
import { createSiglipReplica } from '../../../models/siglip/testing/replica.ts';
import type { SearchReplica } from '../../../models/testing/search-replica.ts';
import { farthest, flatPicture, oddPicture, photoVector, textVector, type KnownIds } from './testing/known-vectors.ts';
import { openReplica } from './testing/open-replica.ts';

const size = 32;
const picture = oddPicture(size);
const sentence = 'A photo of the RED car';

/** Between computing right in float32 and any mutation. */
const same = 1e-4;
const different = 0.02;

interface Case {
  readonly name: string;
  readonly replica: SearchReplica;
  /** The ids of `sentence`, spelled by hand, with the padding that counts. */
  readonly known: KnownIds;
}

function knownIds(replica: SearchReplica, tokens: readonly string[], length: number): KnownIds {
  const { before, after, padId } = replica.manifest.encoder.text.preprocessing;
  const ids = [...before, ...tokens.map(replica.tokenId), ...after];
  const red = replica.tokenId(tokens.find((token) => token.includes('red'))!);
  const padded = [...ids, ...Array<number>(Math.max(0, length - ids.length)).fill(padId)];
  return { ids: padded, padId, hues: new Map([[red, 0]]) };
}

const words = sentence.toLowerCase().split(' ');
const marked = words.map((word) => `▁${word}`);
const clip = createClipReplica();
const multilingual = createMultilingualClipReplica();
const first = createSiglipReplica({ generation: 1 });
const second = createSiglipReplica();
const cases: readonly Case[] = [
  {
    name: 'CLIP',
    replica: clip,
    known: knownIds(
      clip,
      words.map((word) => `${word}</w>`),
      77,
    ),
  },
  { name: 'SigLIP', replica: first, known: knownIds(first, marked, 64) },
  { name: 'SigLIP 2', replica: second, known: knownIds(second, ['a', ...marked.slice(1)], 64) },
];

const withPreprocessing = (
  replica: SearchReplica,
  change: { image?: Partial<ImagePreprocessing>; text?: Partial<TextPreprocessing> },
): SearchReplica => {
  const { image, text, ...encoder } = replica.manifest.encoder;
  const changed = {
    ...encoder,
    image: { ...image, preprocessing: { ...image.preprocessing, ...change.image } },
    text: { ...text, preprocessing: { ...text.preprocessing, ...change.text } },
  };
  return { ...replica, manifest: { ...replica.manifest, encoder: changed } };
};

/** Without what lower-cases: neither the manifest nor the tokenizer's own normalizer does. */
function withoutLowercase(replica: SearchReplica): SearchReplica {
  const text = new TextDecoder().decode(replica.files.get('tokenizer.json'));
  const kept = new TextEncoder().encode(text.replace(/"type": "Lowercase"/, '"type": "NFC"'));
  const files = new Map([...replica.files, ['tokenizer.json', kept]]);
  return withPreprocessing({ ...replica, files }, { text: { lowercase: false } });
}

describe.each(cases)('$name, whose right answers are known', ({ replica, known }) => {
  const { text, image } = replica.manifest.encoder;
  const { padId, before, after } = text.preprocessing;

  it('embeds photos and texts exactly', async () => {
    await using encoder = await openReplica(replica);
    expect(farthest(await encoder.embedImages(picture, 1), photoVector(picture, size))).toBeLessThan(same);
    expect(farthest(await encoder.embedTexts([sentence]), textVector(known))).toBeLessThan(same);
  });

  it.each<[string, SearchReplica]>([
    [
      'a wrong pad id',
      withPreprocessing(replica, { text: { padId: padId + 1 === after[0] ? padId + 2 : Math.abs(padId - 1) } }),
    ],
    ['no lower-casing', withoutLowercase(replica)],
    ['a position off by one', withPreprocessing(replica, { text: { before: [...before, padId] } })],
    ['a wrong end', withPreprocessing(replica, { text: { after: [after[0]! + (after[0] === 1 ? 1 : -1)] } })],
  ])('notices %s', async (_, mutated) => {
    await using encoder = await openReplica(mutated);
    expect(farthest(await encoder.embedTexts([sentence]), textVector(known))).toBeGreaterThan(different);
  });

  it('notices mean and deviation that are swapped or not applied', async () => {
    const { mean, std } = image.preprocessing;
    // SigLIP's are the same number: there, what can go wrong is to leave them out.
    const swapped = mean.every((value, channel) => value === std[channel])
      ? ({ mean: [0, 0, 0], std: [1, 1, 1] } as const)
      : { mean: std, std: mean };
    await using encoder = await openReplica(
      withPreprocessing(replica, { image: { mean: [...swapped.mean], std: [...swapped.std] } }),
    );
    expect(farthest(await encoder.embedImages(picture, 1), photoVector(picture, size))).toBeGreaterThan(different);
  });

  it.each<[string, (at: number) => number]>([
    ['blue for red', (at) => at - (at % 3) + 2 - (at % 3)],
    ['planes for pixels', (at) => (at % 3) * size * size + Math.floor(at / 3)],
    ['rows for columns', (at) => ((Math.floor(at / 3) % size) * size + Math.floor(at / 3 / size)) * 3 + (at % 3)],
    ['a photo that starts one byte late', (at) => (at + 1) % (size * size * 3)],
  ])('notices %s', async (_, from) => {
    await using encoder = await openReplica(replica);
    const mutated = picture.map((_value, at) => picture[from(at)]!);
    expect(farthest(await encoder.embedImages(mutated, 1), photoVector(picture, size))).toBeGreaterThan(different);
  });

  it('cuts a long text so that its end stays', async () => {
    await using encoder = await openReplica(replica);
    const { maxTokens } = text.preprocessing;
    const filler = known.ids[before.length + 1]!;
    const room = maxTokens - before.length - after.length;
    const ids = [...before, ...Array<number>(room).fill(filler), ...after];
    // The first word has no mark before it in SigLIP 2.
    const long = Array<string>(200).fill('photo').join(' ');
    const start = replica.manifest.id === 'replicas/siglip2' ? second.tokenId('photo') : filler;
    ids[before.length] = start;
    expect(farthest(await encoder.embedTexts([long]), textVector({ ...known, ids }))).toBeLessThan(same);
  });
});

describe('multilingual CLIP, whose text tower has a mask', () => {
  it('answers the same whatever a text is padded with', async () => {
    await using encoder = await openReplica(multilingual);
    const known = knownIds(multilingual, ['▁red', '▁car'], 0);
    const long = 'a photo of the car of the photo of a car';
    const vectors = await encoder.embedTexts([long, 'red car']);
    expect(farthest(vectors.subarray(encoder.dim), textVector(known))).toBeLessThan(same);
    expect(farthest(await encoder.embedTexts(['red car']), textVector(known))).toBeLessThan(same);
  });
});

describe('search with replicas', () => {
  it.each([
    { replica: clip, queries: ['red', 'a green photo', 'BLUE'] },
    { replica: multilingual, queries: ['rot', 'grün', 'bleu'] },
    { replica: first, queries: ['red!', 'vert', 'blue'] },
    { replica: second, queries: ['Rouge', 'a green car', 'blau'] },
  ])('$replica.manifest.id finds photos by their colours', async ({ replica, queries }) => {
    await using encoder = await openReplica(replica);
    const photos = [
      flatPicture(size, [220, 40, 30]),
      flatPicture(size, [30, 180, 60]),
      flatPicture(size, [20, 60, 230]),
    ];
    const images = await encoder.embedImages(Buffer.concat(photos), 3);
    const texts = await encoder.embedTexts(queries);
    const cosine = (query: number, photo: number): number =>
      Array.from(
        { length: encoder.dim },
        (_, at) => texts[query * encoder.dim + at]! * images[photo * encoder.dim + at]!,
      ).reduce((sum, value) => sum + value, 0);
    const best = queries.map((_, query) => [0, 1, 2].toSorted((a, b) => cosine(query, b) - cosine(query, a))[0]);
    expect(best).toEqual([0, 1, 2]);
  });

  it('gives each photo the same vector in any batch', async () => {
    await using encoder = await openReplica(clip);
    const many = Array.from({ length: 21 }, (_, index) => picture.map((value) => (value * (index + 3)) % 256));
    const together = await encoder.embedImages(Buffer.concat(many), many.length);
    for (const [index, one] of many.entries()) {
      const own = together.subarray(index * encoder.dim, (index + 1) * encoder.dim);
      expect(farthest(own, photoVector(one, size))).toBeLessThan(same);
    }
  });
});
