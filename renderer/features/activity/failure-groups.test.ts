import { expect, test } from 'vitest';
import { Failure } from '../../../app/contract/jobs.ts';
import { folderOf, groupFailures } from './failure-groups.ts';

const failure = (photoId: string, state: Failure['state'], code: string): Failure =>
  Failure.parse({
    photoId,
    path: `/photos/${photoId}.jpg`,
    name: `${photoId}.jpg`,
    state,
    code,
    message: '',
    attempts: 1,
  });

test('failures are grouped by reason, the largest group first, and what was left out stands apart', () => {
  const { failed, skipped } = groupFailures([
    failure('1', 'failed', 'decode_timeout'),
    failure('2', 'skipped', 'too_large'),
    failure('3', 'failed', 'decode_failed'),
    failure('4', 'failed', 'decode_failed'),
  ]);
  expect(failed.map(({ code, failures }) => [code, failures.length])).toEqual([
    ['decode_failed', 2],
    ['decode_timeout', 1],
  ]);
  expect(skipped.map(({ code }) => code)).toEqual(['too_large']);
});

test('the folder of a file at the top of the disk is the top', () => {
  expect(folderOf(failure('1', 'failed', 'decode_failed'))).toBe('/photos');
  expect(folderOf({ ...failure('1', 'failed', 'decode_failed'), path: '/1.jpg' })).toBe('/');
});
