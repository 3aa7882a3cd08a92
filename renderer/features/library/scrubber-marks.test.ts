import { expect, test } from 'vitest';
import { layoutGrid } from './grid-layout.ts';
import { yearMarks } from './scrubber-marks.ts';

const day = (key: string, count: number) => ({
  key,
  title: key,
  detail: null,
  aspects: Array.from({ length: count }, () => 100),
});

test('each year is marked where it begins', () => {
  const layout = layoutGrid([day('2021-05-01', 40), day('2021-01-01', 40), day('2019-07-07', 40)], {
    width: 800,
    rowHeight: 200,
    gap: 4,
  });
  const marks = yearMarks(layout, 0);
  expect(marks.map(({ year }) => year)).toEqual(['2021', '2019']);
  expect(marks[1]!.scrollTop).toBe(layout.sections[2]!.top);
});

test('years that would overlap are left out', () => {
  const days = Array.from({ length: 50 }, (_, index) => day(`${2024 - index}-01-01`, 2));
  const layout = layoutGrid(days, { width: 800, rowHeight: 200, gap: 4 });
  const marks = yearMarks(layout, 0.1);
  expect(marks.length).toBeLessThanOrEqual(10);
  expect(marks[0]!.year).toBe('2024');
});
