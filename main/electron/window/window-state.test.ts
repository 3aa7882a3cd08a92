import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeWindow, readWindowState, writeWindowState, type WindowState } from './window-state.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 2560, height: 1400 };
const kept: WindowState = { x: 100, y: 80, width: 1000, height: 700, maximised: false };

describe('placeWindow', () => {
  it('opens in the middle of the first display at first', () => {
    expect(placeWindow(null, [laptop])).toEqual({ x: 80, y: 33, width: 1280, height: 860, maximised: false });
  });

  it('opens where it was, on any display', () => {
    expect(placeWindow(kept, [laptop])).toEqual(kept);
    expect(placeWindow({ ...kept, x: 2000 }, [laptop, beside])).toEqual({ ...kept, x: 2000 });
  });

  it('comes back to the first display when its own is gone', () => {
    expect(placeWindow({ ...kept, x: 2000 }, [laptop])).toEqual({ ...kept, x: 220, y: 113 });
  });

  it.each([
    ['left of everything', { x: -990 }],
    ['under the edge', { y: 880 }],
    ['with its title bar above the top', { y: -40 }],
    ['far away', { x: 99_000, y: 99_000 }],
  ])('comes back when it would be %s', (_where, place) => {
    expect(placeWindow({ ...kept, ...place }, [laptop])).toMatchObject({ x: 220, y: 113 });
  });

  it('may hang over an edge as far as it was left to', () => {
    expect(placeWindow({ ...kept, x: -600 }, [laptop])).toMatchObject({ x: -600 });
  });

  it('is never larger than its display nor smaller than it works', () => {
    expect(placeWindow({ ...kept, width: 9000, height: 9000 }, [laptop])).toMatchObject({ width: 1440, height: 875 });
    expect(placeWindow({ ...kept, width: 1, height: 1 }, [laptop])).toMatchObject({ width: 720, height: 480 });
  });

  it('stays maximised', () => {
    expect(placeWindow({ ...kept, maximised: true }, [laptop]).maximised).toBe(true);
  });
});

describe('the kept state', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'afterimage-window-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('comes back as it was', () => {
    writeWindowState(join(folder, 'state.json'), kept);
    expect(readWindowState(join(folder, 'state.json'))).toEqual(kept);
  });

  it.each([
    '',
    'null',
    '{}',
    '{"x":1}',
    '{"x":1,"y":1,"width":-5,"height":700,"maximised":false}',
    '{"x":1e99,"y":1,"width":800,"height":700,"maximised":false}',
    '{"x":"1","y":1,"width":800,"height":700,"maximised":false}',
  ])('is left aside where the file says %j', async (text) => {
    const path = join(folder, 'broken.json');
    await writeFile(path, text);
    expect(readWindowState(path)).toBeNull();
  });

  it('does without a file, and without a folder to write to', () => {
    expect(readWindowState(join(folder, 'none.json'))).toBeNull();
    expect(() => writeWindowState(join(folder, 'no', 'folder.json'), kept)).not.toThrow();
  });
});
