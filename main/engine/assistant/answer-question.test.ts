import { expect, it } from 'vitest';
import { recordAnswer } from './answer-question.ts';

it('never ends with nothing said', () => {
  const route = { tool: 'decoder', reason: 'Only looking can answer this.', task: 'answer' } as const;
  const record = recordAnswer({ route, question: 'x', about: [], notice: null, model: 'test/model' });
  const outcome = { cited: [], resolution: null, confidence: null, confidenceKind: null };
  record.add({ type: 'token', text: ' ' });
  expect(record.finish(outcome).text).toMatch(/no answer/);
  record.add({ type: 'token', text: 'a dog' });
  expect(record.finish(outcome).text).toBe('a dog');
});
