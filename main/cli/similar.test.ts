import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AppError } from '../../app/contract/errors.ts';
import type { LocalEngine } from '../../app/contract/local.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { similar } from './similar.ts';
import { recordSession } from './testing/record-session.ts';

it('names the photo that cannot be read', async () => {
  await using folder = await temporaryFolder();
  const [good, bad] = [join(folder.path, 'good.jpg'), join(folder.path, 'bad.jpg')];
  for (const path of [good, bad]) await writeFile(path, 'photo');
  const find: LocalEngine['similar'] = ({ like, unlike = [] }) =>
    [...like, ...unlike].includes(bad)
      ? Promise.reject(new AppError('decode_failed', 'The photo is damaged: it ends too early.'))
      : Promise.resolve({} as never);
  const session = recordSession({ local: { similar: find } });
  await expect(similar({ like: [good], unlike: [bad], limit: 5 }, session)).rejects.toMatchObject({
    code: 'decode_failed',
    message: 'bad.jpg: The photo is damaged: it ends too early.',
  });
});

it('says how many photos there may be', async () => {
  const like = Array.from({ length: 21 }, () => 'a.jpg');
  await expect(similar({ like, unlike: [], limit: 5 }, recordSession({}))).rejects.toMatchObject({
    code: 'invalid_input',
    message: '21 photos are too many at once. Name 20 at most.',
  });
});
