import { expect, it } from 'vitest';
import { nothingKnown } from './answer.ts';
import { recordAnswer } from './record-answer.ts';

const origin = {
  tool: 'decoder',
  toolReason: 'Only looking can answer this.',
  model: 'test/model',
  server: null,
} as const;
const look = { photoId: null, width: 512, height: 384, tiles: 1, tokens: 64 };

it('never ends with nothing said', () => {
  const record = recordAnswer(origin);
  record.add({ type: 'token', text: ' ' });
  expect(record.finish(nothingKnown).text).toMatch(/no answer/);
  record.add({ type: 'token', text: 'a dog' });
  expect(record.finish(nothingKnown).text).toBe('a dog');
});

it('keeps what a stopped answer had looked at', () => {
  const record = recordAnswer(origin);
  record.add({ type: 'looking', looks: [look, { ...look, width: 1024, height: 768 }] });
  record.add({ type: 'token', text: 'A do' });
  const { text, facts } = record.stop();
  expect(text).toBe('A do');
  expect(facts).toMatchObject({ stopped: true, resolution: { width: 1024, height: 768 } });
  expect(facts.looks).toHaveLength(2);
});

it('names the server only once it was asked', () => {
  const record = recordAnswer({ ...origin, server: 'http://localhost/v1' });
  expect(record.stop().facts.server).toBeNull();
  record.add({ type: 'looking', looks: [] });
  expect(record.stop().facts.server).toBe('http://localhost/v1');
});
