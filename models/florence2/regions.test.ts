import { expect, it } from 'vitest';
import { parseRegions } from './regions.ts';

it('reads boxes, several under one label, at the middle of their thousandths', () => {
  const answer =
    'car<loc_0><loc_250><loc_499><loc_999><loc_1><loc_2><loc_3><loc_4>wheel hub<loc_5><loc_6><loc_7><loc_8>';
  expect(parseRegions(answer, 2)).toEqual([
    { label: 'car', left: 0.0005, top: 0.2505, right: 0.4995, bottom: 0.9995 },
    { label: 'car', left: 0.0015, top: 0.0025, right: 0.0035, bottom: 0.0045 },
    { label: 'wheel hub', left: 0.0055, top: 0.0065, right: 0.0075, bottom: 0.0085 },
  ]);
});

it('reads slanted lines as upright boxes', () => {
  expect(parseRegions('EXIT<loc_10><loc_20><loc_90><loc_30><loc_88><loc_60><loc_8><loc_50>', 4)).toEqual([
    { label: 'EXIT', left: 0.0085, top: 0.0205, right: 0.0905, bottom: 0.0605 },
  ]);
});

it('reads nothing from an answer without places, or with too few', () => {
  expect(parseRegions('a car in the sun', 2)).toEqual([]);
  expect(parseRegions('car<loc_1><loc_2><loc_3>', 2)).toEqual([]);
});
