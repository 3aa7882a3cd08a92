import { describe, expect, it } from 'vitest';
import { dateProblem } from './date-problem.ts';
import { naturalDate } from './natural-date.ts';

/** A Wednesday. */
const today = new Date(2026, 10, 25);
const read = (text: string) => naturalDate(text.split(' '), today);

describe('a date on certain days', () => {
  it.each([
    { text: 'april 2018', words: 2, from: '2018-04-01', until: '2018-05-01', label: 'April 2018' },
    { text: 'in Dec 2019 skiing', words: 3, from: '2019-12-01', until: '2020-01-01', label: 'December 2019' },
    { text: 'may 2004', words: 2, from: '2004-05-01', until: '2004-06-01', label: 'May 2004' },
    { text: '2019 beach', words: 1, from: '2019-01-01', until: '2020-01-01', label: '2019' },
    { text: 'from 2019', words: 2, from: '2019-01-01', until: '2020-01-01', label: '2019' },
    { text: 'taken in 2004', words: 3, from: '2004-01-01', until: '2005-01-01', label: '2004' },
    { text: '2017-2018', words: 1, from: '2017-01-01', until: '2019-01-01', label: '2017 to 2018' },
    { text: '2004 to 2006', words: 3, from: '2004-01-01', until: '2007-01-01', label: '2004 to 2006' },
    { text: '2004 or 2005', words: 3, from: '2004-01-01', until: '2006-01-01', label: '2004 to 2005' },
    { text: 'in the 1990s at home', words: 3, from: '1990-01-01', until: '2000-01-01', label: '1990s' },
    { text: '1990s', words: 1, from: '1990-01-01', until: '2000-01-01', label: '1990s' },
    { text: '2004-05-01', words: 1, from: '2004-05-01', until: '2004-05-02', label: '1 May 2004' },
    { text: '2004-05', words: 1, from: '2004-05-01', until: '2004-06-01', label: 'May 2004' },
    { text: '12.4.2004', words: 1, from: '2004-04-12', until: '2004-04-13', label: '12 April 2004' },
    { text: '12/2004', words: 1, from: '2004-12-01', until: '2005-01-01', label: 'December 2004' },
    { text: '25/12/2004', words: 1, from: '2004-12-25', until: '2004-12-26', label: '25 December 2004' },
    { text: '12/25/2004', words: 1, from: '2004-12-25', until: '2004-12-26', label: '25 December 2004' },
    { text: '5/5/2004', words: 1, from: '2004-05-05', until: '2004-05-06', label: '5 May 2004' },
    { text: '12 april 2004', words: 3, from: '2004-04-12', until: '2004-04-13', label: '12 April 2004' },
    { text: 'on the 12th of april 2004', words: 6, from: '2004-04-12', until: '2004-04-13', label: '12 April 2004' },
    { text: 'April 12, 2004', words: 3, from: '2004-04-12', until: '2004-04-13', label: '12 April 2004' },
    { text: 'summer 2018', words: 2, from: '2018-06-01', until: '2018-09-01', label: 'summer 2018 (June to August)' },
    { text: 'in the fall of 2018', words: 5, from: '2018-09-01', until: '2018-12-01', label: /^autumn 2018/ },
    { text: 'winter 2018', words: 2, from: '2018-12-01', until: '2019-03-01', label: /December to February 2019/ },
    { text: 'christmas 2019', words: 2, from: '2019-12-24', until: '2019-12-27', label: /^Christmas 2019/ },
    { text: 'today', words: 1, from: '2026-11-25', until: '2026-11-26', label: 'today (25 November 2026)' },
    { text: 'yesterday', words: 1, from: '2026-11-24', until: '2026-11-25', label: 'yesterday (24 November 2026)' },
    { text: 'last week', words: 2, from: '2026-11-16', until: '2026-11-23', label: /^last week/ },
    { text: 'this week', words: 2, from: '2026-11-23', until: '2026-11-30', label: /^this week/ },
    { text: 'last month', words: 2, from: '2026-10-01', until: '2026-11-01', label: 'last month (October 2026)' },
    { text: 'last year', words: 2, from: '2025-01-01', until: '2026-01-01', label: 'last year (2025)' },
    { text: 'this year', words: 2, from: '2026-01-01', until: '2027-01-01', label: 'this year (2026)' },
    { text: 'last summer', words: 2, from: '2026-06-01', until: '2026-09-01', label: 'summer 2026 (June to August)' },
    { text: 'last winter', words: 2, from: '2025-12-01', until: '2026-03-01', label: /^winter 2025/ },
    { text: 'last christmas', words: 2, from: '2025-12-24', until: '2025-12-27', label: /^Christmas 2025/ },
    { text: 'last december', words: 2, from: '2025-12-01', until: '2026-01-01', label: 'December 2025' },
    { text: 'last monday', words: 2, from: '2026-11-23', until: '2026-11-24', label: /^last Monday/ },
    { text: '3 days ago', words: 3, from: '2026-11-22', until: '2026-11-23', label: /^3 days ago/ },
    { text: 'two years ago', words: 3, from: '2024-01-01', until: '2025-01-01', label: 'two years ago (2024)' },
    { text: 'last 7 days', words: 3, from: '2026-11-19', until: '2026-11-26', label: 'last 7 days' },
    { text: 'between May and July', words: 4, from: '2026-05-01', until: '2026-08-01', label: 'May 2026 to July 2026' },
    { text: 'between december and may', words: 4, from: '2025-12-01', until: '2026-06-01', label: /^December 2025/ },
    { text: 'between may and july 2018', words: 5, from: '2018-05-01', until: '2018-08-01', label: /^May 2018/ },
    { text: 'may to july 2018', words: 4, from: '2018-05-01', until: '2018-08-01', label: /^May 2018/ },
    { text: 'from 2004 until 2006', words: 4, from: '2004-01-01', until: '2007-01-01', label: '2004 to 2006' },
    { text: 'between 1.5.2004 and today', words: 4, from: '2004-05-01', until: '2026-11-26', label: /^1 May 2004 to/ },
  ])('$text', ({ text, label, ...date }) => {
    expect(read(text)).toMatchObject({
      key: 'on',
      ...date,
      label: label instanceof RegExp ? expect.stringMatching(label) : label,
    });
  });
});

describe('a date that bounds', () => {
  it.each([
    { text: 'before 2004', key: 'before', from: null, until: '2004-01-01', label: 'before 2004' },
    { text: 'after 2004', key: 'after', from: '2005-01-01', until: null, label: 'after 2004' },
    { text: 'since 2004', key: 'since', from: '2004-01-01', until: null, label: 'since 2004' },
    { text: 'until 2004', key: 'until', from: null, until: '2005-01-01', label: 'until 2004' },
    { text: 'before 2049', key: 'before', from: null, until: '2049-01-01', label: 'before 2049' },
    { text: 'since may', key: 'since', from: '2026-05-01', until: null, label: 'since May 2026' },
    { text: 'since last summer', key: 'since', from: '2026-06-01', until: null, label: /^since summer 2026/ },
    { text: 'before april', key: 'before', from: null, until: '2026-04-01', label: 'before April 2026' },
    { text: '2004 onwards', key: 'since', from: '2004-01-01', until: null, label: 'since 2004' },
  ])('$text', ({ text, label, ...date }) => {
    const words = text.split(' ').length;
    expect(read(text)).toEqual({
      words,
      ...date,
      label: label instanceof RegExp ? expect.stringMatching(label) : label,
    });
  });
});

describe('words', () => {
  it.each([
    'may the fourth',
    'in may blossom',
    'march',
    'march of people',
    'before march of people',
    'spring flowers',
    'in summer',
    'fall',
    'last supper',
    'in 1950s style',
    '1950s car',
    'this dog',
    'shot glass',
    'on the beach',
    'between two trees',
    'before sunset',
    '2049',
    '1234',
    '2018-2017',
    'in the garden',
    '20190',
    'marble 2019',
  ])('%s begins with no date', (text) => expect(read(text)).toBeNull());
});

describe('what looks like a date', () => {
  it.each([
    '2004-13-01',
    '31.2.2004',
    '4/5/2004',
    '12.4.04',
    '13/2004',
    '2018-2017',
    'in april',
    'in may',
    'next summer',
    'in the 90s',
  ])('%s is explained', (text) => {
    expect(read(text)).toBeNull();
    expect(dateProblem(text.split(' '), today)).toMatchObject({ words: text.split(' ').length });
  });

  it.each(['in may blossom', 'march', '1/2000', 'spring', '1234-5678', 'in summer', 'on the beach', 'last supper'])(
    '%s is not meddled with',
    (text) => expect(dateProblem(text.split(' '), today)).toBeNull(),
  );
});
