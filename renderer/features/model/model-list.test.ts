import { expect, test } from 'vitest';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { countModels, listModels, possibleUses } from './model-list.ts';

const model = (modelId: string, change: Partial<ModelInfo> = {}): ModelInfo =>
  ({
    modelId,
    tasks: ['search'],
    state: 'available',
    uses: [],
    fits: { ok: true, reason: null },
    ...change,
  }) as ModelInfo;

const models = [
  model('a/large', { fits: { ok: false, reason: 'too large' } }),
  model('a/new'),
  model('a/chat', { tasks: ['answer', 'caption'], state: 'partial' }),
  model('a/inside', { tasks: ['search', 'answer'], state: 'installed', uses: ['search', 'chat'] }),
];

test('what is in use comes first, then what is here, then what may come, what does not fit last', () => {
  expect(listModels(models, 'all').map(({ modelId }) => modelId)).toEqual(['a/inside', 'a/chat', 'a/new', 'a/large']);
});

test('a filter keeps what belongs to it and counts the same', () => {
  expect(listModels(models, 'chat').map(({ modelId }) => modelId)).toEqual(['a/inside', 'a/chat']);
  expect(listModels(models, 'installed').map(({ modelId }) => modelId)).toEqual(['a/inside', 'a/chat']);
  expect(countModels(models, 'search')).toBe(3);
});

test('a model that answers or describes may be asked in a conversation, one that only searches may not', () => {
  expect(possibleUses({ tasks: ['caption', 'detect', 'read'] })).toEqual(['chat']);
  expect(possibleUses({ tasks: ['search', 'answer'] })).toEqual(['search', 'chat']);
  expect(possibleUses({ tasks: ['search'] })).toEqual(['search']);
});
