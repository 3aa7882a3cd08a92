/** @file The contract that every transport is tried with. */
import { z } from 'zod';
import { call, defineContract, stream, type Handlers } from '../contract/define.ts';
import { AppError } from '../contract/errors.ts';

export const conformanceContract = defineContract({
  numbers: {
    add: call(z.object({ a: z.number(), b: z.number() }), z.object({ sum: z.number() })),
    refuse: call(z.object({}), z.object({})),
    /** Never answers; counts in `state` when its caller goes. */
    hang: call(z.object({}), z.object({})),
    count: stream(z.object({ to: z.number().int() }), z.object({ value: z.number() })),
    forever: stream(z.object({}), z.object({ value: z.number() })),
    state: call(z.object({}), z.object({ aborted: z.number(), produced: z.number(), ended: z.number() })),
  },
});

export function conformanceHandlers(): Handlers<typeof conformanceContract> {
  const state = { aborted: 0, produced: 0, ended: 0 };
  return {
    numbers: {
      add: ({ a, b }) => ({ sum: a + b }),
      refuse: () => {
        throw new AppError('storage_full', 'The disk is full.', { details: { freeBytes: 0 } });
      },
      hang: (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            state.aborted += 1;
            reject(new AppError('cancelled', 'The call was cancelled.'));
          });
        }),
      count: async function* ({ to }) {
        for (let value = 1; value <= to; value += 1) yield { value };
      },
      forever: async function* (_input, { signal }) {
        try {
          for (let value = 1; !signal.aborted; value += 1) {
            state.produced += 1;
            yield { value };
            await new Promise((resolve) => setTimeout(() => resolve(null), 0));
          }
        } finally {
          state.ended += 1;
        }
      },
      state: () => ({ ...state }),
    },
  };
}
