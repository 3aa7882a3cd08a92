import { expect, it } from 'vitest';
import type { Engine } from '../../app/contract/index.ts';
import { PhotoId, ModelId } from '../../app/contract/ids.ts';
import type { SearchHit, SearchPage } from '../../app/contract/search.ts';
import { printAlike, search } from './search.ts';
import { recordSession } from './testing/record-session.ts';

const hit = (photoId: string, rest: Partial<SearchHit>): SearchHit => ({
  photo: { photoId: PhotoId.parse(photoId) } as SearchHit['photo'],
  score: 1,
  probability: null,
  why: [],
  ...rest,
});

const nothing: SearchPage = {
  hits: [],
  total: 0,
  state: 'no_hits',
  model: ModelId.parse('starter/starter-0'),
  modelProblem: null,
  chips: [],
  issues: [],
  minimumProbability: 0.5,
  belowCutoff: 0,
  unindexed: 0,
  tookMs: 3,
  timings: { encodeMs: 0, scanMs: 0, wordsMs: 0, factsMs: 0 },
};

const models = {
  list: () =>
    Promise.resolve({ models: [{ modelId: ModelId.parse('starter/starter-0'), title: 'Starter 1' }] } as Awaited<
      ReturnType<Engine['models']['list']>
    >),
};
const local = { photoPath: ({ photoId }: { photoId: string }) => Promise.resolve({ path: `/photos/${photoId}.jpg` }) };

async function printed(text: string, page: Partial<SearchPage>, json = false): Promise<string[]> {
  const query: Engine['search']['query'] = () => Promise.resolve({ ...nothing, ...page });
  const session = recordSession({ engine: { search: { query }, models }, local }, { json });
  await search({ text, limit: 5, minimumProbability: undefined, lines: [] as never }, session);
  return session.printed();
}

const chips: SearchPage['chips'] = [
  { kind: 'text', key: null, label: 'dog', start: 0, end: 3 },
  { kind: 'exclude', key: null, label: 'without cat', start: 4, end: 8 },
];

it('says what an empty answer was understood as, and how to see what lies below the cut-off', async () => {
  expect(await printed('dog -cat', { chips, belowCutoff: 2 })).toEqual([
    'Understood as: looks like dog · without cat',
    'Nothing matches. 2 photos match less well, below the cut-off: see them with --min-probability 0.',
  ]);
});

it('says the same to programs', async () => {
  const [line] = await printed('dog -cat', { chips, belowCutoff: 2 }, true);
  expect(JSON.parse(line!)).toMatchObject({
    state: 'no_hits',
    chips: [
      { kind: 'text', key: null, label: 'dog' },
      { kind: 'exclude', key: null, label: 'without cat' },
    ],
    minimumProbability: 0.5,
    belowCutoff: 2,
  });
});

it('counts one photo as one, and shows a percentage only where meaning found it', async () => {
  const byWord = hit('1', { why: [{ kind: 'word', field: 'camera', text: 'canon' }] });
  const byMeaning = hit('2', { probability: 0.876, why: [{ kind: 'meaning', text: 'canon', probability: 0.876 }] });
  expect(await printed('canon', { state: 'found', total: 1, hits: [byWord, byMeaning], unindexed: 1 })).toEqual([
    '1 photo (Starter 1, 3 ms). 1 photo waits to be indexed: afterimage add their folder again.',
    'word  /photos/1.jpg  “canon” in camera',
    ' 88%  /photos/2.jpg  meaning',
  ]);
});

it('shows how alike photos are, and leaves out the one that was named', async () => {
  const hits = ['1', '2', '3'].map((id) => hit(id, { score: 1 / Number(id), why: [{ kind: 'meaning' }] }));
  const session = recordSession({ engine: { models }, local });
  const page: SearchPage = { ...nothing, state: 'found', total: 3, hits };
  await printAlike({ query: 'like 1.jpg', like: ['/photos/1.jpg'], limit: 1 }, page, session);
  expect(session.printed()).toEqual(['1 photo (Starter 1, 3 ms).', '0.50  /photos/2.jpg  alike']);
});
