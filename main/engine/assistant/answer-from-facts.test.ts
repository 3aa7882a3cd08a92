import { expect, test } from 'vitest';
import { answerFromFacts, answerRanking } from './answer-from-facts.ts';
import type { FactTopic } from './fact-topics.ts';
import type { NumberedSubject, SubjectFacts } from './subject.ts';
import { answered } from './testing/answered.ts';
import { fakeSubjects } from './testing/fake-subjects.ts';

const { signal } = new AbortController();

/** Photos with these differences from one that records its date alone. */
const photos = (...facts: readonly Partial<SubjectFacts>[]): NumberedSubject[] =>
  facts.map((own, at) => {
    const subject = fakeSubjects().ofFile(`${at + 1}.jpg`);
    return {
      number: at + 1,
      subject: { ...subject, facts: async () => ({ ...(await subject.facts(signal)), ...own }) },
    };
  });

const recorded = (local: string) => ({ taken: { local, offsetMinutes: null, source: 'exif' as const } });
const undated = (local: string) => ({ taken: { local, offsetMinutes: null, source: 'file' as const } });
const place = { latitude: 1, longitude: 2, altitudeMetres: null, city: 'Rome', region: null, country: 'Italy' };

test.each<[FactTopic[], Partial<SubjectFacts>, number | null]>([
  [['when'], {}, 1],
  [['when'], undated('2026-01-01T00:00:00'), null],
  [['where'], {}, null],
  [['where'], { place }, 1],
  [['camera'], {}, null],
  [['exposure'], {}, null],
  [['words'], {}, null],
  [['rating'], {}, null],
  [['size'], {}, 1],
  [['when', 'where'], {}, 1],
])('%s of %o is certain only where it is recorded', async (topics, facts, confidence) => {
  const answer = await answered(answerFromFacts(photos(facts), topics, signal));
  expect(answer).toMatchObject({ cited: [1], confidence, confidenceKind: confidence === null ? null : 'exact' });
});

test('the oldest is the oldest of those that record a date', async () => {
  const three = photos(
    undated('2001-01-01T00:00:00'),
    recorded('2022-01-01T00:00:00'),
    recorded('2020-01-01T00:00:00'),
  );
  const answer = await answered(answerRanking(three, { by: 'taken', wanted: 'least' }, signal));
  expect(answer).toMatchObject({ cited: [3], confidence: 1 });
  expect(answer.text.split('\n')).toEqual([
    expect.stringMatching(/^\[photo 3\] was taken on .* 2020/),
    expect.stringMatching(/^\[photo 2\] was taken on .* 2022/),
    'These do not record it: [photo 1].',
  ]);
});

test('where no file records a date none is the oldest', async () => {
  const two = photos(undated('2001-01-01T00:00:00'), undated('2002-01-01T00:00:00'));
  const answer = await answered(answerRanking(two, { by: 'taken', wanted: 'most' }, signal));
  expect(answer).toMatchObject({ text: 'None of these files records when it was taken.', confidence: null });
});
