/** @file How soon after a start the first search is answered, and how much memory the engine then has. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openWholeEngine } from './open-parts.ts';

export interface FirstResult {
  readonly photos: number;
  /** From the start of the process. */
  readonly firstResultMs: number;
  readonly rssMB: number;
}

const script = fileURLToPath(import.meta.url);

export async function firstResult(library: string, photos: number): Promise<FirstResult> {
  const child = fork(script, [library], { execArgv: [] });
  const [answer] = (await once(child, 'message')) as [Omit<FirstResult, 'photos'>];
  await once(child, 'exit');
  return { photos, ...answer };
}

const [, running, library] = process.argv;
if (running === script && library !== undefined && process.send !== undefined) {
  const whole = await openWholeEngine(library);
  await whole.engine.search.query({ text: 'a dog on the beach', minimumProbability: 0 });
  const answer = { firstResultMs: performance.now(), rssMB: Math.round(process.memoryUsage.rss() / 1e6) };
  process.send(answer);
  await whole[Symbol.asyncDispose]();
  process.exit(0);
}
