import { expect, test } from 'vitest';
import { PhotoId } from '../../../app/contract/ids.ts';
import { emptySelection, extend, numbered, toggle, toggleAll } from './selection.ts';

const [a, b, c, d] = ['1', '2', '3', '4'].map((id) => PhotoId.parse(id)) as [PhotoId, PhotoId, PhotoId, PhotoId];

test('photos are numbered in the order they were chosen', () => {
  const selection = [c, a, b].reduce(toggle, emptySelection);
  expect([...numbered(selection)]).toEqual([
    [c, 1],
    [a, 2],
    [b, 3],
  ]);
});

test('taking one out renumbers the rest', () => {
  const selection = [c, a, b, a].reduce(toggle, emptySelection);
  expect(selection).toEqual({ ids: [c, b], anchor: a });
});

test('a range adds only what is new and keeps the anchor', () => {
  const selection = extend(toggle(emptySelection, b), [b, c, d]);
  expect(selection).toEqual({ ids: [b, c, d], anchor: b });
});

test('a range without an anchor starts one', () => {
  expect(extend(emptySelection, [c, d]).anchor).toBe(c);
});

test('a day is chosen as a whole, and taken out as a whole', () => {
  const day = toggleAll(toggle(emptySelection, b), [a, b]);
  expect(day.ids).toEqual([b, a]);
  expect(toggleAll(toggle(day, d), [a, b]).ids).toEqual([d]);
});
