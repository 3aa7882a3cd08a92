import { expect, test } from 'vitest';
import {
  anchorAt,
  layoutGrid,
  neighbourRow,
  rowOf,
  rowsBetween,
  scrollTopOf,
  sectionsBetween,
  type GridSection,
} from './grid-layout.ts';

const metrics = { width: 900, rowHeight: 200, gap: 4 };

const section = (key: string, count: number, aspect = 150): GridSection => ({
  key,
  title: key,
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
