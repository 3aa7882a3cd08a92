import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AddFinishedLine, FailureLine, SearchLine } from '../../app/contract/cli-output.ts';
import { kindOf } from '../../main/engine/library/file-kinds.ts';
import { noTestPhotos, testPhotos } from '../../main/testing/test-photos.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { runCli } from './run-cli.ts';

const odd = join(testPhotos ?? '', 'odd');
const threeMinutes = 180_000;
const goodHeic = 5;
const malformedHeic = 'IllegalArgumentException.HeifReader.processBoxes.heif';

test.skipIf(testPhotos === null)(
  `every file of a folder of odd and broken photos is indexed or listed with its reason (${noTestPhotos})`,
  { timeout: threeMinutes },
  async () => {
    await using library = await temporaryFolder();
    const added = await runCli(library.path, ['add', odd, '--json']);
    expect(added.code).toBe(0);
    const finished = AddFinishedLine.parse(added.lines.at(-1));
    expect(finished.photos).toBe(finished.indexed + finished.failed + finished.skipped);

    const files = await readdir(odd, { recursive: true, withFileTypes: true });
    const photos = files.filter((file) => file.isFile() && kindOf(file.name) === 'photo');
    expect(finished.photos).toBe(photos.length);

    const listed = (await runCli(library.path, ['failures', '--json'])).lines.map((line) => FailureLine.parse(line));
    expect(listed).toHaveLength(finished.failed + finished.skipped);
    expect(listed.filter(({ message }) => message.length < 10)).toEqual([]);

    const heic = await runCli(library.path, ['search', 'type:heic', '--limit', '100', '--json']);
    const decoded = SearchLine.parse(heic.lines[0]).hits.filter(({ path }) => path.includes('/heif/'));
    expect(decoded).toHaveLength(goodHeic);
    expect(listed.filter(({ path }) => path.includes('/heif/')).map(({ name }) => name)).toEqual([malformedHeic]);
  },
);
