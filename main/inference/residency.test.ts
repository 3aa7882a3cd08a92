import { describe, expect, it } from 'vitest';
import type { Lane } from './contract.ts';
import { createResidency, type Residency } from './residency.ts';

const sizes: Readonly<Record<string, number>> = { small: 10, large: 60, huge: 500 };

function open(budget = 100) {
  const recycled: string[] = [];
  const clock = { nowMs: 0 };
  const residency: Residency = createResidency({
    budgetMB: () => budget,
    sizeMB: (modelId) => sizes[modelId]!,
    recycle: (lane, reason) => {
      recycled.push(`${lane}: ${reason}`);
      residency.ended(lane);
    },
    nowMs: () => clock.nowMs,
  });
  const use = async (lane: Lane, modelId: string): Promise<void> => {
    using _use = await residency.admit(lane, modelId, 'cpu');
  };
  return { residency, recycled, clock, use };
}

describe('models in the memory of the lanes', () => {
  it('stay while they fit together', async () => {
    const { recycled, use } = open();
    for (const model of ['small', 'large', 'small', 'large']) await use('generate', model);
    expect(recycled).toEqual([]);
  });

  it('get a fresh process where they do not fit', async () => {
    const { recycled, use } = open(65);
    for (const model of ['small', 'large', 'large']) await use('generate', model);
    expect(recycled).toEqual(['generate: its models do not fit together']);
  });

  it('may be larger than the budget, alone', async () => {
    const { recycled, use } = open();
    await use('generate', 'huge');
    await use('generate', 'huge');
    expect(recycled).toEqual([]);
  });

  it('wait for the work that is going on, in order', async () => {
    const { residency, recycled } = open(65);
    const first = await residency.admit('generate', 'small', 'cpu');
    const order: string[] = [];
    const second = residency.admit('generate', 'large', 'cpu').then((use) => (order.push('large'), use));
    const third = residency.admit('generate', 'small', 'cpu').then((use) => (order.push('small'), use));
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual([]);
    first[Symbol.dispose]();
    (await second)[Symbol.dispose]();
    (await third)[Symbol.dispose]();
    expect(order).toEqual(['large', 'small']);
    expect(recycled).toHaveLength(2);
  });

  it('take the room of a lane that rests, not of one that is at work or just was', async () => {
    const { residency, recycled, clock, use } = open(65);
    await use('index', 'small');
    await use('generate', 'large');
    expect(recycled).toEqual([]);
    clock.nowMs = 6000;
    await use('interactive', 'small');
    expect(recycled).toEqual(['index: another model needs its memory', 'generate: another model needs its memory']);
    clock.nowMs = 12_000;
    const busy = await residency.admit('interactive', 'small', 'cpu');
    await use('generate', 'large');
    expect(recycled).toHaveLength(2);
    busy[Symbol.dispose]();
  });

  it('go once another is used and they were not for ten minutes', async () => {
    const { recycled, clock, use } = open();
    await use('interactive', 'small');
    clock.nowMs = 700_000;
    await use('interactive', 'small');
    expect(recycled).toEqual([]);
    await use('interactive', 'large');
    clock.nowMs = 1_400_000;
    await use('interactive', 'large');
    expect(recycled).toEqual(['interactive: a model was not used for long']);
  });

  it('go when their files have changed', async () => {
    const { residency, recycled, use } = open();
    await use('index', 'small');
    await use('generate', 'large');
    await residency.release('small');
    expect(recycled).toEqual(['index: a model has changed']);
  });
});
