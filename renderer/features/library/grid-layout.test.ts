import { expect, test } from 'vitest';
import {
  anchorAt,
  cellsOf,
  layoutGrid,
  neighbourRow,
  rowOf,
  rowsBetween,
  sectionAt,
  scrollTopOf,
  sectionsBetween,
  type GridSection,
  type PlacedSection,
} from './grid-layout.ts';

const metrics = { width: 900, rowHeight: 200, gap: 4 };

const section = (key: string, count: number, aspect = 150): GridSection => ({
  key,
  title: `Day ${key}`,
  detail: null,
  aspects: Array.from({ length: count }, () => aspect),
});

const days = [section('c', 7), section('b', 1), section('a', 40)];

test('sections follow one another without overlap', () => {
  const layout = layoutGrid(days, metrics);
  layout.sections.forEach((placed, index) => {
    const next = layout.sections[index + 1];
    if (next !== undefined) expect(next.top).toBe(placed.top + placed.height);
  });
  expect(layout.photoCount).toBe(48);
  expect(layout.sections.map(({ first }) => first)).toEqual([0, 7, 8]);
});

test('the strip finds every section and row that it touches', () => {
  const layout = layoutGrid(days, metrics);
  const last = layout.sections[2]!;
  expect(sectionsBetween(layout, 0, layout.height).map(({ key }) => key)).toEqual(['c', 'b', 'a']);
  expect(sectionsBetween(layout, last.top + 1, last.top + 2).map(({ key }) => key)).toEqual(['a']);
  const [start, end] = rowsBetween(last, last.top, last.top + last.height);
  expect([start, end]).toEqual([0, last.rows.length]);
});

test('down and up come back to the same photo in a regular grid', () => {
  const layout = layoutGrid([section('a', 30)], metrics);
  const below = neighbourRow(layout, 1, 1);
  expect(rowOf(layout, below)!.index).toBe(1);
  expect(neighbourRow(layout, below, -1)).toBe(1);
});

test('down crosses a heading and stops at the end', () => {
  const layout = layoutGrid(days, metrics);
  expect(neighbourRow(layout, 6, 1)).toBe(7);
  expect(neighbourRow(layout, 47, 1)).toBe(47);
  expect(neighbourRow(layout, 0, -1)).toBe(0);
});

test('the photo at the top stays there when photos are added above', () => {
  const before = layoutGrid(days, metrics);
  const scrollTop = before.sections[2]!.top + 500;
  const anchor = anchorAt(before, scrollTop)!;
  const after = layoutGrid([section('d', 12), ...days], metrics);
  expect(scrollTopOf(after, anchor)).toBe(scrollTop + after.sections[0]!.height);
});

test('an anchor whose day is gone says so', () => {
  const before = layoutGrid(days, metrics);
  expect(scrollTopOf(layoutGrid([section('x', 3)], metrics), anchorAt(before, 0)!)).toBeNull();
});

test('100,000 photos are laid out and found by place', () => {
  const many = Array.from({ length: 500 }, (_, index) => section(`day-${index}`, 200, 60 + (index % 5) * 30));
  const layout = layoutGrid(many, metrics);
  expect(layout.photoCount).toBe(100_000);
  expect(rowOf(layout, 99_999)!.section.key).toBe('day-499');
  expect(sectionsBetween(layout, layout.height - 10, layout.height)).toHaveLength(1);
});

const shortDays = [section('e', 2), section('d', 1, 100), section('c', 1), section('b', 1), section('a', 40)];

test('short days share a row; a long one keeps its own', () => {
  const { sections } = layoutGrid(shortDays, metrics);
  const [e, d, c, b, a] = sections as [PlacedSection, PlacedSection, PlacedSection, PlacedSection, PlacedSection];
  expect([d.top, c.top, b.top]).toEqual([e.top, e.top + e.height, e.top + e.height]);
  expect(a).toMatchObject({ x: 0, width: 900, top: b.top + b.height });
  expect(sections.map(({ first, firstRow }) => [first, firstRow])).toEqual([
    [0, 0],
    [2, 1],
    [3, 2],
    [4, 3],
    [5, 4],
  ]);
});

test('a strip that touches a shared row holds all its days', () => {
  const layout = layoutGrid(shortDays, metrics);
  expect(sectionsBetween(layout, 100, 101).map(({ key }) => key)).toEqual(['e', 'd']);
  expect(sectionAt(layout, 100)!.key).toBe('e');
});

test('up and down cross a shared row to the nearest photo', () => {
  const layout = layoutGrid(shortDays, metrics);
  expect([0, 1, 2].map((photo) => neighbourRow(layout, photo, 1))).toEqual([3, 4, 4]);
  expect([3, 4].map((photo) => neighbourRow(layout, photo, -1))).toEqual([0, 1]);
  expect(neighbourRow(layout, 4, 1)).toBe(6);
});

test('a day that comes to share a row keeps its place on the screen', () => {
  const before = layoutGrid(days.slice(1), metrics);
  const after = layoutGrid([section('d', 1), ...days.slice(1)], metrics);
  expect(after.sections[1]).toMatchObject({ key: 'b', top: 0 });
  expect(scrollTopOf(after, anchorAt(before, 60)!)).toBe(60);
});

test('100,000 photos on days of one to three are in rows that fit, each once and in order', () => {
  const many = Array.from({ length: 50_000 }, (_, index) =>
    section(`${index}`, 1 + (index % 3), 60 + (index % 5) * 30),
  );
  const layout = layoutGrid(many, metrics);
  expect(layout.height).toBeLessThan(50_000 * 256 * 0.75);
  let before = { top: -1, end: 0 };
  for (const placed of layout.sections) {
    const cells = cellsOf(placed, placed.rows[0]!, metrics);
    if (placed.top === before.top) expect(placed.x).toBeGreaterThanOrEqual(before.end + 20);
    else expect(placed.x).toBe(0);
    const last = cells.at(-1)!;
    expect(last.x + last.width).toBeLessThanOrEqual(placed.width);
    before = { top: placed.top, end: placed.x + placed.width };
    expect(before.end).toBeLessThanOrEqual(900);
  }
});
