import { describe, expect, it } from 'vitest';
import { AppError } from '../../app/contract/errors.ts';
import { whenFree } from './when-free.ts';

function openAfter(refusals: number, host: string) {
  let asked = 0;
  return {
    asked: () => asked,
    async open() {
      asked += 1;
      if (asked <= refusals) throw new AppError('store_in_use', 'in use', { details: { pid: 7, host } });
      return 'open';
    },
  };
}

function wait(
  open: () => Promise<string>,
  { sayAfterMs = 0, giveUpAfterMs = 1000, signal = AbortSignal.any([]) } = {},
) {
  const said: string[] = [];
  const opened = whenFree(open, { signal, say: (line) => said.push(line), sayAfterMs, giveUpAfterMs, retryMs: 1 });
  return { said, opened };
}

describe('whenFree', () => {
  it('waits for another command and says so once', async () => {
    const { said, opened } = wait(openAfter(3, 'cli').open);
    expect(await opened).toBe('open');
    expect(said).toEqual(['afterimage: waiting for another command (process 7) to end']);
  });

  it('says nothing of a moment', async () => {
    const { said, opened } = wait(openAfter(2, 'cli').open, { sayAfterMs: 60_000 });
    expect(await opened).toBe('open');
    expect(said).toEqual([]);
  });

  it('gives up after a while', async () => {
    const { opened } = wait(openAfter(Infinity, 'cli').open, { giveUpAfterMs: 20 });
    await expect(opened).rejects.toMatchObject({ code: 'store_in_use' });
  });

  it('waits for no window', async () => {
    const library = openAfter(1, 'electron');
    await expect(wait(library.open).opened).rejects.toMatchObject({ code: 'store_in_use' });
    expect(library.asked()).toBe(1);
  });

  it('can be interrupted', async () => {
    const interrupt = new AbortController();
    const { opened } = wait(openAfter(Infinity, 'cli').open, { giveUpAfterMs: 60_000, signal: interrupt.signal });
    interrupt.abort();
    await expect(opened).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});
