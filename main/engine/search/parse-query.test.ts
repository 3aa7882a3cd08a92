import { describe, expect, it } from 'vitest';
import { parsePeriod } from './filters.ts';
import { parseQuery } from './parse-query.ts';

const today = new Date(2026, 10, 24);
const parse = (text: string) => parseQuery(text, today);
const conditions = (text: string) => parse(text).filters.map(({ condition }) => condition);

describe('parseQuery', () => {
  it('leaves plain words plain', () => {
    expect(parse('dog on a beach')).toMatchObject({ text: 'dog on a beach', filters: [], issues: [] });
    expect(parse('at 12:30 https://a.b/c')).toMatchObject({ text: 'at 12:30 https://a.b/c', issues: [] });
    expect(parse('   ')).toMatchObject({ text: '', chips: [], issues: [] });
  });

  it('reads every filter of the help text', () => {
    const query =
      'before:2021-06 after:2019 camera:canon folder:norway place:bergen type:heic has:gps is:favourite -snow "exact words"';
    const parsed = parse(query);
    expect(parsed.issues).toEqual([]);
    expect(parsed.filters.map(({ key }) => key)).toEqual([
      'before',
      'after',
      'camera',
      'folder',
      'place',
      'type',
      'has',
      'is',
    ]);
    expect(parsed).toMatchObject({ text: '', excluded: ['snow'], phrases: ['exact words'] });
  });

  it('counts `after` a year from its end and `before` a month from its start', () => {
    expect(conditions('after:2019')).toEqual([{ kind: 'taken', from: '2020-01-01', until: null }]);
    expect(conditions('before:2021-06')).toEqual([{ kind: 'taken', from: null, until: '2021-06-01' }]);
    expect(conditions('on:2020-07')).toEqual([{ kind: 'taken', from: '2020-07-01', until: '2020-08-01' }]);
  });

  it('takes a date in plain words for a filter, and one in quotes for words', () => {
    const parsed = parse('dog on a beach in april 2018 at night');
    expect(parsed).toMatchObject({ text: 'dog on a beach at night', issues: [] });
    expect(conditions('dog in april 2018')).toEqual([{ kind: 'taken', from: '2018-04-01', until: '2018-05-01' }]);
    expect(parsed.chips.map(({ label, start, end }) => [label, start, end])).toEqual([
      ['dog on a beach', 0, 14],
      ['taken April 2018', 15, 28],
      ['at night', 29, 37],
    ]);
    expect(parse('"2019"')).toMatchObject({ phrases: ['2019'], filters: [] });
    expect(parse('camera:2019 -2019')).toMatchObject({ excluded: ['2019'] });
  });

  it('marks each part at its place, so that a chip can be taken out', () => {
    const text = 'red boat place:"New York" at night';
    const { chips } = parse(text);
    expect(chips.map(({ start, end }) => text.slice(start, end))).toEqual(['red boat', 'place:"New York"', 'at night']);
    expect(parse(text).text).toBe('red boat at night');
  });

  it('negates filters', () => {
    expect(parse('-camera:canon').filters).toMatchObject([{ key: 'camera', negated: true }]);
  });

  it.each([
    ['before:soon', '"soon" is not a value for before:'],
    ['on:2020-13', '"2020-13" is not a value for on:'],
    ['on:2021-02-30', '"2021-02-30" is not a value for on:'],
    ['colour:red', 'There is no filter "colour".'],
    ['rating:9', '"9" is not a value for rating:'],
    ['camera:', 'camera: needs a value.'],
    ['"!!!"', '“!!!” holds no word to look for.'],
    ['-😀', '“😀” holds no word to look for.'],
    ['"no end', 'A quote is opened but not closed.'],
  ])('explains %s at its place, and never drops it silently', (text, message) => {
    const { issues } = parse(`dog ${text}`);
    expect(issues).toEqual([{ kind: 'mistake', message, hint: expect.any(String), start: 4, end: 4 + text.length }]);
    expect(issues[0]!.hint).not.toBe('');
  });

  it('searches what it does not understand as words', () => {
    expect(parse('dog colour:red').text).toBe('dog colour:red');
    expect(parse('"no end').phrases).toEqual(['no end']);
  });

  it.each(['before:soon', 'rating:9', 'on:2021-13', 'type:doc', 'camera:'])(
    'leaves %s out, whose key it knows',
    (text) => {
      expect(parse(`dog ${text}`)).toMatchObject({ text: 'dog', filters: [], rejected: text !== 'camera:' });
    },
  );

  it.each([
    ['since:2004', { from: '2004-01-01', until: null }],
    ['until:2004', { from: null, until: '2005-01-01' }],
    ['after:2004', { from: '2005-01-01', until: null }],
    ['before:2004', { from: null, until: '2004-01-01' }],
    ['on:"last summer"', { from: '2026-06-01', until: '2026-09-01' }],
    ['since:yesterday', { from: '2026-11-23', until: null }],
    ['on:12.4.2004', { from: '2004-04-12', until: '2004-04-13' }],
  ])('%s', (text, range) => {
    expect(conditions(text)).toEqual([{ kind: 'taken', ...range }]);
  });

  it.each([
    ['photos from 2004', '', 'taken 2004'],
    ['my pictures taken in 2004', '', 'taken 2004'],
    ['wedding photos before 2004', 'wedding photos', 'taken before 2004'],
    ['2004 photos', '', 'taken 2004'],
    ['dog last summer', 'dog', 'taken summer 2026 (June to August)'],
    ['dogs not from 2004', 'dogs', 'not taken 2004'],
  ])('%s', (query, text, chip) => {
    const parsed = parse(query);
    expect(parsed).toMatchObject({ text, issues: [] });
    expect(parsed.chips.find(({ kind }) => kind === 'filter')).toMatchObject({ key: expect.any(String), label: chip });
  });

  it.each([
    ['not a dog', '', ['dog'], 'without dog'],
    ['photos without people', '', ['people'], 'without people'],
    ['beach without people at sunset', 'beach at sunset', ['people'], 'without people'],
    ['beach but no dogs or cats', 'beach', ['dogs', 'cats'], 'without dogs or cats'],
    ['without dogs and cats', '', ['dogs', 'cats'], 'without dogs or cats'],
    ['garden with no red car 2004', 'garden', ['red car'], 'without red car'],
    ['beach -dog', 'beach', ['dog'], 'without dog'],
    ['no people, beach', 'beach', ['people'], 'without people'],
  ])('%s leaves out', (query, text, excluded, chip) => {
    const parsed = parse(query);
    expect(parsed).toMatchObject({ text, excluded, issues: [] });
    expect(parsed.unlike.map((each) => each.text)).toEqual(excluded);
    expect(parsed.chips.find(({ kind }) => kind === 'exclude')!.label).toBe(chip);
  });

  it.each([
    ['dog not camera:canon', 'dog', 'not camera canon'],
    ['beach without "red car"', 'beach', 'without "red car"'],
  ])('%s leaves out what follows', (query, text, chip) => {
    const parsed = parse(query);
    expect(parsed).toMatchObject({ text, phrases: [], issues: [] });
    expect(parsed.chips.at(-1)).toMatchObject({ label: chip, end: query.length });
  });

  it('leaves what is excluded in quotes out by words alone', () => {
    expect(parse('-"red car"')).toMatchObject({ excluded: ['red car'], unlike: [] });
  });

  it.each(['no parking sign', 'why not', 'do not disturb', 'a knot and a note'])('%s leaves nothing out', (text) => {
    expect(parse(text)).toMatchObject({ text, excluded: [], issues: [] });
  });

  it.each([
    ['dog 2004-13-01', 'dog', '“2004-13-01” is not a date that is understood.'],
    ['dog 4/5/2004', 'dog', '“4/5/2004” may be either of two days.'],
    ['dog in april', 'dog in april', '“in april” names no year.'],
    ['dog last weekend', 'dog last weekend', '“last weekend” is no date that is understood.'],
    ['not in the garden', 'not in the garden', '“not” names nothing to leave out.'],
  ])('%s: says what it does not understand', (query, text, message) => {
    expect(parse(query)).toMatchObject({ text, issues: [{ kind: 'mistake', message }] });
  });

  it.each([
    ['2004 and 2010', 'No photo was taken both 2004 and 2010.'],
    ['before:2004 since:2005', 'No photo was taken both before 2004 and since 2005.'],
  ])('%s: says that nothing can match', (text, message) => {
    expect(parse(text).issues).toMatchObject([{ kind: 'note', message }]);
  });

  it.each(['2004 until 2005', 'since 2004 until 2006', 'on:2004 since:2004', '2004 -on:2005'])(
    '%s can match',
    (text) => {
      expect(parse(text).issues).toEqual([]);
    },
  );

  it('survives anything', () => {
    for (const text of [
      '-',
      '--',
      '"',
      '""',
      ':',
      'a:',
      ':b',
      '-"',
      'is:',
      '-is:',
      '"""',
      'x'.repeat(1000),
      '😀:😀',
      'not',
      'between and',
      'no no no',
    ]) {
      expect(() => parse(text)).not.toThrow();
    }
  });
});

describe('parsePeriod', () => {
  it('knows today and yesterday', () => {
    expect(parsePeriod('today', today)).toMatchObject({ from: '2026-11-24', until: '2026-11-25' });
    expect(parsePeriod('yesterday', today)).toMatchObject({ from: '2026-11-23', until: '2026-11-24' });
  });
});
