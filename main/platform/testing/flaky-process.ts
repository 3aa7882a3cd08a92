/** @file A process for the supervisor's tests: it answers, dies on request, and can refuse to start. */
import { flakyContract } from './flaky-contract.ts';
import { serveChild } from '../serve-child.ts';

await serveChild(flakyContract, async (configuration) => {
  const { dieAtStart } = configuration as { dieAtStart: boolean };
  if (dieAtStart) process.exit(7);
  return {
    handlers: {
      pid: () => ({ pid: process.pid }),
      die: () => process.kill(process.pid, 'SIGKILL') && {},
      hang: () => new Promise(() => undefined),
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
});
