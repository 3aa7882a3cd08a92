import { expect, test } from 'vitest';
import { fitted, fittedSize, keepInside, pixelScales, zoomAt } from './zoom.ts';

const window = { width: 1000, height: 800 };
const photo = { width: 4000, height: 3000 };

test('the point under the pointer stays where it is', () => {
  const zoomed = zoomAt(fitted, 2, { x: 100, y: -50 });
  expect(zoomed).toEqual({ scale: 2, x: -100, y: 50 });
  expect(zoomAt(zoomed, 0.5, { x: 100, y: -50 })).toEqual(fitted);
});

test('it never gets smaller than fitted nor larger than twelve times', () => {
  expect(zoomAt(fitted, 0.1, { x: 0, y: 0 }).scale).toBe(1);
  expect(zoomAt(fitted, 99, { x: 0, y: 0 }).scale).toBe(12);
});

test('it cannot be dragged out of the window', () => {
  expect(keepInside({ scale: 2, x: 9999, y: -9999 }, window, photo)).toEqual({ scale: 2, x: 500, y: -350 });
  expect(keepInside({ scale: 1, x: 30, y: 30 }, window, photo)).toEqual(fitted);
});

test('a side that fits stays in the middle', () => {
  const wide = { width: 4000, height: 400 };
  expect(keepInside({ scale: 2, x: 0, y: 200 }, window, wide).y).toBe(0);
});

test('a photo fills the window on one side', () => {
  expect(fittedSize(window, { width: 300, height: 200 })).toEqual({ width: 1000, height: 200 * (10 / 3) });
  expect(fittedSize(window, photo)).toEqual({ width: 1000, height: 750 });
});

test('a pixel of the photo can fill a pixel of the screen, however large the photo', () => {
  expect(pixelScales(window, photo, 2)).toEqual({ actual: 2, largest: 12 });
  expect(pixelScales(window, { width: 30_000, height: 3000 }, 1)).toEqual({ actual: 30, largest: 30 });
});
