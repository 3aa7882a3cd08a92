import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import sharp from 'sharp';
import { z } from 'zod';
import { AlignmentLine, SearchLine } from '../../app/contract/cli-output.ts';
import { installReplica } from '../../main/testing/install-replica.ts';
import { noTestPhotos, testPhotos } from '../../main/testing/test-photos.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { createClipReplica } from '../../models/clip/testing/replica.ts';
import { runCli } from './run-cli.ts';

const photos = join(testPhotos ?? '', 'captioned');
const Captions = z.array(z.object({ file: z.string(), captions: z.array(z.string()).min(1) }));

test.skipIf(testPhotos === null)(`photos are found by what people say of them (${noTestPhotos})`, async () => {
  await using library = await temporaryFolder();
  await runCli(library.path, ['add', photos]);
  const captioned = Captions.parse(JSON.parse(await readFile(join(photos, 'captions.json'), 'utf8')));
  const queries = captioned.map(({ captions }) => captions[0]!.replaceAll(/\s+/g, ' ').trim());
  const args = ['search', '-', '--limit', '100', '--min-probability', '0', '--json'];
  const { lines } = await runCli(library.path, args, { input: `${queries.join('\n')}\n` });

  const ranks = lines.map((line, index) => {
    const { hits } = SearchLine.parse(line);
    return 1 + hits.findIndex(({ path }) => basename(path) === captioned[index]!.file);
  });
  expect(ranks).toHaveLength(51);
  expect(Math.min(...ranks)).toBeGreaterThan(0);
  const recallAt = (k: number): number => (100 * ranks.filter((rank) => rank <= k).length) / ranks.length;
  const median = ranks.toSorted((a, b) => a - b)[25]!;
  console.log(
    `R@1 ${recallAt(1).toFixed(0)}, R@5 ${recallAt(5).toFixed(0)}, R@10 ${recallAt(10).toFixed(0)}, median rank ${median}`,
  );
  const chance = 100 * (10 / 51);
  expect(recallAt(10)).toBeGreaterThan(3 * chance);
});

test.skipIf(testPhotos === null)(`afterimage evaluate measures the same (${noTestPhotos})`, async () => {
  await using library = await temporaryFolder();
  await runCli(library.path, ['add', photos]);
  const { lines } = await runCli(library.path, ['evaluate', '--captions', join(photos, 'captions.json'), '--json']);
  const alignment = AlignmentLine.parse(lines[0]);
  expect(alignment).toMatchObject({ pairs: 51, source: 'given' });
  expect(alignment.textToImage.recallAt10).toBeGreaterThan(3 * alignment.chanceAt10);
  expect(alignment.imageToText.recallAt10).toBeGreaterThan(3 * alignment.chanceAt10);
});

test('installed models stand side by side, on the screen and in a file, and search goes on with the one in use', async () => {
  await using folder = await temporaryFolder();
  const [library, pictures, table] = ['library', 'pictures', 'quality.csv'].map((name) => join(folder.path, name));
  await mkdir(pictures!);
  for (const [colour, background] of [
    ['red', '#e01010'],
    ['green', '#10c010'],
    ['blue', '#1010e0'],
  ] as const)
    for (const number of [1, 2])
      await sharp({ create: { width: 40 + number, height: 30, channels: 3, background } })
        .png()
        .toFile(join(pictures!, `${colour} ${number}.png`));
  const replica = createClipReplica();
  await installReplica(join(library!, 'models'), replica);
  await runCli(library!, ['add', pictures!]);
  const { lines } = await runCli(library!, ['evaluate', '--by', 'name', '--all', '--export', table!, '--json']);
  const measured = lines.map((line) => AlignmentLine.parse(line));
  expect(measured.map(({ modelId, pairs }) => [modelId, pairs])).toEqual([
    ['starter/starter-0', 6],
    [replica.manifest.id, 6],
  ]);
  expect(measured[1]).toMatchObject({ textToImage: { recallAt1: 1 }, imageToText: { recallAt1: 1 } });
  const rows = (await readFile(table!, 'utf8')).trimEnd().split('\r\n');
  expect(rows.map((row) => row.split(',')[0])).toEqual(['model', 'starter/starter-0', replica.manifest.id]);
  const found = await runCli(library!, ['search', 'blue', '--json']);
  expect(SearchLine.parse(found.lines[0]).model).toBe('starter/starter-0');
});
