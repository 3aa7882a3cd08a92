import { expect, test } from 'vitest';
import { ModelId } from '../../../app/contract/ids.ts';
import type { Job } from '../../../app/contract/jobs.ts';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { situationOf } from './model-situation.ts';

const modelId = ModelId.parse('clip/base');

const model = (change: Partial<ModelInfo> = {}): ModelInfo =>
  ({
    modelId,
    state: 'available',
    problem: null,
    uses: [],
    source: { kind: 'hub', repository: 'a/b', commit: null },
    fits: { ok: true, reason: null },
    ...change,
  }) as ModelInfo;

const job = (state: Job['state'], startedMs: number, failure: Job['failure'] = null): Job =>
  ({ modelId, state, startedMs, failure }) as Job;

const failed = job('failed', 1, { code: 'network_failed', message: 'The hub does not answer.' });

test('a model may be installed, gone on with or repaired, as its files are', () => {
  const fetches = (['available', 'partial', 'corrupt', 'installed'] as const).map(
    (state) => situationOf(model({ state }), []).fetch,
  );
  expect(fetches).toEqual(['install', 'go_on', 'repair', null]);
});

test('while a job works on it nothing else may be done', () => {
  const running = job('running', 2);
  const situation = situationOf(model({ state: 'installed' }), [failed, running]);
  expect(situation).toEqual({ job: running, problem: null, fetch: null, canVerify: false, canRemove: false });
});

test('a failure is said until a later try ends well', () => {
  expect(situationOf(model(), [failed]).problem).toEqual({
    kind: 'failed',
    code: 'network_failed',
    detail: 'The hub does not answer.',
  });
  expect(situationOf(model(), [failed, job('cancelled', 2)]).problem).toBeNull();
});

test('a damaged file is the worst, and is said before what failed lately', () => {
  const corrupt = model({ state: 'corrupt', problem: 'model.onnx is damaged.' });
  expect(situationOf(corrupt, [failed]).problem).toEqual({ kind: 'corrupt', detail: 'model.onnx is damaged.' });
});

test('what does not fit says why, unless it is here already', () => {
  const fits = { ok: false, reason: 'It needs 8 GB.' };
  expect(situationOf(model({ fits }), []).problem).toEqual({ kind: 'unfit', detail: 'It needs 8 GB.' });
  expect(situationOf(model({ fits, state: 'installed' }), []).problem).toBeNull();
});

test('a model in use and the one that ships inside are not removed', () => {
  const installed = model({ state: 'installed' });
  expect(situationOf(installed, []).canRemove).toBe(true);
  expect(situationOf({ ...installed, uses: ['search'] }, []).canRemove).toBe(false);
  expect(situationOf({ ...installed, source: { kind: 'bundled' } }, []).canRemove).toBe(false);
});
