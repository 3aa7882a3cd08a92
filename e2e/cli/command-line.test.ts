import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  AddFinishedLine,
  AskFinishedLine,
  ErrorLine,
  FolderRemovedLine,
  SearchLine,
  SpeedLine,
  StatsLine,
} from '../../app/contract/cli-output.ts';
import { drawSampleLibrary } from '../fixtures/sample-library.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { runCli, startCli } from './run-cli.ts';

describe('the command line', () => {
  test('adds, searches, asks and counts, one object a line', async () => {
    await using library = await temporaryFolder();
    await using pictures = await temporaryFolder();
    const drawn = await drawSampleLibrary(pictures.path);
    const added = await runCli(library.path, ['add', pictures.path, '--json']);
    expect(added.code).toBe(0);
    expect(AddFinishedLine.parse(added.lines.at(-1))).toMatchObject({
      photos: drawn.length,
      indexed: drawn.length,
      failed: 0,
    });

    const found = await runCli(library.path, ['search', 'camera:sample', '--json', '--limit', '500']);
    const hits = SearchLine.parse(found.lines[0]);
    expect(hits.total).toBe(drawn.length);
    expect(hits.hits[0]?.path.startsWith(pictures.path)).toBe(true);

    const asked = await runCli(library.path, ['ask', 'When was this taken?', '--photo', drawn[0]!.path, '--json']);
    const answer = AskFinishedLine.parse(asked.lines.at(-1));
    expect(answer).toMatchObject({ tool: 'facts', model: null, confidenceKind: 'exact', photos: [drawn[0]!.path] });
    expect(answer.answer).toContain(String(new Date(drawn[0]!.takenLocal).getFullYear()));
  });

  test('keeps unicode and very long names', async () => {
    await using library = await temporaryFolder();
    await using pictures = await temporaryFolder();
    const folder = join(pictures.path, 'Ålesund – 東京 🌊');
    await mkdir(folder);
    await drawSampleLibrary(folder, { count: 1, name: () => `${'ñ'.repeat(100)}.jpg` });
    const added = await runCli(library.path, ['add', folder, '--json']);
    expect(AddFinishedLine.parse(added.lines.at(-1))).toMatchObject({ photos: 1, indexed: 1 });
    const found = await runCli(library.path, ['search', 'folder:東京', '--json']);
    expect(SearchLine.parse(found.lines[0]).total).toBe(1);
  });

  test('a folder that its parent took in stays out, and one that is removed leaves with its photos', async () => {
    await using library = await temporaryFolder();
    await using pictures = await temporaryFolder();
    const inner = join(pictures.path, 'inner');
    await mkdir(inner);
    await drawSampleLibrary(inner, { count: 1 });
    const folders = async () => StatsLine.parse((await runCli(library.path, ['stats', '--json'])).lines[0]).folders;
    const added = await runCli(library.path, ['add', inner, pictures.path, '--json']);
    expect(AddFinishedLine.parse(added.lines.at(-1))).toMatchObject({ photos: 1, indexed: 1 });
    const [folder, ...others] = await folders();
    expect(folder?.photos).toBe(1);
    expect(others).toEqual([]);
    const part = await runCli(library.path, ['remove', inner]);
    expect(part.code).toBe(1);
    expect(part.stderr).toContain('part of');
    const removed = await runCli(library.path, ['remove', pictures.path, '--json']);
    expect(FolderRemovedLine.parse(removed.lines[0])).toMatchObject({ folder: folder?.path, photos: 1 });
    expect(await folders()).toEqual([]);
  });

  test('waits for another command that is about to end', async () => {
    await using library = await temporaryFolder();
    const both = await Promise.all([runCli(library.path, ['stats']), runCli(library.path, ['stats'])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
  });

  test.each([
    { args: ['remove', 'no/such/folder'], code: 1, says: 'no/such/folder' },
    { args: ['add', 'no/such/folder'], code: 1, says: 'no/such/folder' },
    { args: ['caption', 'no-such-photo.jpg'], code: 1, says: 'no-such-photo.jpg' },
    { args: ['serve', '--port', 'http'], code: 1, says: 'http' },
    { args: ['serch', 'dog'], code: 1, says: 'serch' },
    { args: ['add', 'package.json'], code: 1, says: 'package.json' },
    { args: ['evaluate', '--captions', 'package.json'], code: 1, says: 'package.json' },
  ])('$args names the thing and ends with $code', async ({ args, code, says }) => {
    await using library = await temporaryFolder();
    const result = await runCli(library.path, args);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(says);
    expect(result.stdout).toBe('');
  });

  test('an unreadable photo is the person’s to mend, as one JSON object on standard error', async () => {
    await using library = await temporaryFolder();
    const result = await runCli(library.path, ['add', join(library.path, 'nothing here'), '--json']);
    expect(result.stdout).toBe('');
    expect(ErrorLine.parse(JSON.parse(result.stderr))).toMatchObject({ code: 'not_found' });
  });

  test('measures the search model in use, and names one that is not there', { timeout: 60_000 }, async () => {
    await using library = await temporaryFolder();
    const { code, lines } = await runCli(library.path, ['bench', '--json']);
    expect(code).toBe(0);
    const speed = SpeedLine.parse(lines[0]);
    expect(speed).toMatchObject({ modelId: 'starter/starter-0', device: 'cpu', imageSize: 128, embeddingDim: 256 });
    expect(Math.min(speed.photosPerSecond, speed.textsPerSecond)).toBeGreaterThan(0);
    const absent = await runCli(library.path, ['bench', '--model', 'siglip/siglip2-base-patch16-224', '--json']);
    expect(ErrorLine.parse(JSON.parse(absent.stderr))).toMatchObject({ code: 'model_missing' });
    const unknown = await runCli(library.path, ['bench', '--model', 'no model', '--json']);
    expect(ErrorLine.parse(JSON.parse(unknown.stderr))).toMatchObject({ code: 'invalid_input' });
  });

  test('a photo that is not one is answered openly', async () => {
    await using library = await temporaryFolder();
    const path = join(library.path, 'letter.jpg');
    await writeFile(path, 'Dear reader');
    const result = await runCli(library.path, ['caption', path, '--json']);
    expect(result.code).toBe(1);
    const answer = AskFinishedLine.parse(result.lines.at(-1));
    expect(answer.answer).toContain('cannot be read');
    expect(answer.confidence).toBeNull();
  });

  test('a reader that stops reading early is no fault', async () => {
    await using library = await temporaryFolder();
    const child = startCli(library.path, ['--help']);
    child.stdout.destroy();
    const errors: string[] = [];
    child.stderr.on('data', (data) => errors.push(String(data)));
    await new Promise((resolve) => child.once('exit', resolve));
    expect([child.exitCode, errors.join('')]).toEqual([0, '']);
  });

  test('a library has one owner, who is named to the second', async () => {
    await using library = await temporaryFolder();
    const owner = startCli(library.path, ['serve', '--port', '0', '--json']);
    try {
      await Promise.race([once(owner.stdout, 'data'), once(owner, 'exit')]);
      expect(owner.exitCode).toBe(null);
      const second = await runCli(library.path, ['stats']);
      expect(second.code).toBe(1);
      expect(second.stderr).toContain(`process ${owner.pid}`);
    } finally {
      owner.kill('SIGTERM');
      if (owner.exitCode === null) await once(owner, 'exit');
    }
    expect(owner.exitCode).toBe(0);
  });
});
