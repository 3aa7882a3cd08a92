import { expect, it } from 'vitest';
import { naturalDate } from './natural-date.ts';

const today = new Date(2026, 10, 25);
const read = (text: string) => naturalDate(text.split(' '), today);

it.each([
  { text: 'april 2018', words: 2, from: '2018-04-01', until: '2018-05-01', label: 'April 2018' },
  { text: 'in Dec 2019 skiing', words: 3, from: '2019-12-01', until: '2020-01-01', label: 'December 2019' },
  { text: '2019 beach', words: 1, from: '2019-01-01', until: '2020-01-01', label: '2019' },
  { text: 'from 2019', words: 2, from: '2019-01-01', until: '2020-01-01', label: '2019' },
  { text: '2017-2018', words: 1, from: '2017-01-01', until: '2019-01-01', label: '2017 to 2018' },
])('$text', ({ text, ...date }) => expect(read(text)).toEqual(date));

it.each(['may the fourth', 'march', '2049', '1234', '2018-2017', 'in the garden', '20190', 'marble 2019'])(
  '%s begins with no date',
  (text) => expect(read(text)).toBeNull(),
);
