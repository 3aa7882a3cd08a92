import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { call, defineContract, stream, type Handlers } from '../../app/contract/define.ts';
import { convertStoreErrors } from './convert-store-errors.ts';

const contract = defineContract({
  inner: { call: call(z.object({}), z.object({})), slow: call(z.object({}), z.object({})) },
  stream: stream(z.object({}), z.number()),
});

it('says that the disk is full in the words of the product, from calls and streams', async () => {
  const full = (): never => {
    throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
  };
  const handlers = convertStoreErrors<typeof contract>({
    inner: { call: full, slow: async () => Promise.resolve().then(full) },
    async *stream() {
      yield 1;
      full();
    },
  } satisfies Handlers<typeof contract>);
  const context = { signal: new AbortController().signal, connection: 'test' };
  const storageFull = expect.objectContaining({ code: 'storage_full' });
  expect(() => handlers.inner.call({}, context)).toThrow(storageFull);
  await expect(handlers.inner.slow({}, context)).rejects.toEqual(storageFull);
  const seen: number[] = [];
  const read = async () => {
    for await (const event of handlers.stream({}, context)) seen.push(event);
  };
  await expect(read()).rejects.toEqual(storageFull);
  expect(seen).toEqual([1]);
});
