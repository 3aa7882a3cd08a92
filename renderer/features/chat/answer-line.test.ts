import { expect, test } from 'vitest';
import { AnswerFacts } from '../../../app/contract/assistant.ts';
import { answerLine } from './answer-line.ts';

const facts = {
  tool: 'decoder',
  toolReason: '',
  model: 'starter/starter-0',
  citedPhotoIds: [],
  resolution: { width: 128, height: 128 },
  confidence: 0.74,
  confidenceKind: 'token_probability',
  seconds: 0.42,
  firstTokenSeconds: 0.1,
  stopped: false,
  notices: [],
};

const line = (change: object): string[] => answerLine(AnswerFacts.parse({ ...facts, ...change }), () => 'Starter 0');

test('model, resolution, time and certainty with its number', () => {
  expect(line({})).toEqual(['Starter 0', 'saw 128 × 128 px', '0.4 s', 'fairly sure (0.74)']);
});

test('facts need no model and claim no probability', () => {
  expect(line({ model: null, resolution: null, confidence: 1, confidenceKind: 'exact', seconds: 0.01 })).toEqual([
    'no model needed',
    '< 0.1 s',
    'from the photo’s own data',
  ]);
});

test('a stopped answer says so', () => {
  expect(line({ stopped: true, confidence: null }).at(-1)).toBe('stopped');
});
