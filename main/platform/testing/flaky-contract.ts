import { z } from 'zod';
import { call, defineContract } from '../../../app/contract/define.ts';

export const flakyContract = defineContract({
  pid: call(z.object({}), z.object({ pid: z.number() })),
  die: call(z.object({}), z.object({})),
  hang: call(z.object({}), z.object({})),
});
