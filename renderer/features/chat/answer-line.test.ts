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

const line = (change: object): string[] => answerLine(AnswerFacts.parse({ ...facts, ...change }), () => 'Starter 1');

test('model, resolution, time and certainty with its number', () => {
  expect(line({})).toEqual(['Starter 1', 'saw 128 × 128 px', '0.4 s', 'fairly sure (0.74)']);
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

const look = { photoId: null, width: 512, height: 512, tiles: 1, tokens: 64 };

test.each([
  ['saw 512 × 512 px, 1 tile', [look]],
  ['saw 2 photos at 512 × 512 px, 1 tile each', [look, look]],
  ['saw 2,048 × 1,536 px, 13 tiles', [{ ...look, width: 2048, height: 1536, tiles: 13 }]],
  ['saw 896 × 672 px', [{ ...look, width: 896, height: 672, tiles: null }]],
  [
    'saw 3 photos: 2 at 512 × 512 px, 1 tile each; 1 at 512 × 1,024 px, 3 tiles',
    [look, { ...look, height: 1024, tiles: 3 }, look],
  ],
])('%s', (text, looks) => {
  expect(line({ looks })).toContain(text);
});

test('speed is told where it is known, and who answered where it was not this computer', () => {
  expect(line({ tokensPerSecond: 14.25, server: 'http://localhost:11434/v1' })).toEqual([
    'Starter 1',
    'answered by your server at http://localhost:11434/v1',
    'saw 128 × 128 px',
    '14.3 tokens/s',
    '0.4 s',
    'fairly sure (0.74)',
  ]);
});
