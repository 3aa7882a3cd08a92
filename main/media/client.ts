/** @file The engine's door to the media processes: a pool in which each process does one file at a time. */
import type { CallOptions } from '../../app/contract/define.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { Spawner } from '../platform/process.ts';
import { superviseProcess, type SupervisedProcess, type SupervisionStatus } from '../platform/supervise-process.ts';
import { mediaContract, type MediaClient } from './contract.ts';
import { createFairQueue, type FairQueue, type Priority } from './fair-queue.ts';

export interface Media extends AsyncDisposable {
  /** Overtakes everything that waits in `backfill`. */
  readonly interactive: MediaClient;
  readonly backfill: MediaClient;
  status(): SupervisionStatus;
  onStatus(listener: () => void): () => void;
  /** How many files the backfill may work on at once, at most the number of processes. */
  setConcurrency(files: number): void;
}

export interface MediaOptions {
  readonly spawn: Spawner;
  readonly logger: Logger;
  readonly processes: number;
  /** A file that takes longer is given up with `decode_timeout`, and its process ended. */
  readonly timeoutMs?: number;
}

type Worker = SupervisedProcess<typeof mediaContract>;

/**
 * glibc gives each thread an arena of its own, and pictures of mixed sizes leave holes in all of them: with two arenas a process
 * that has read a thousand photos holds a quarter less (docs/benchmarks.md). What is left of the holes goes with the process.
 */
const fewArenas = { MALLOC_ARENA_MAX: '2' };
const callsPerProcess = 500;

/** Opens a pool of `processes` and one more that only interactive work uses, so that it never waits for a decode. */
export function openMedia({ spawn, logger, processes, timeoutMs = 60_000 }: MediaOptions): Media {
  const workers = Array.from({ length: processes + 1 }, (_, index) =>
    superviseProcess({
      spawn,
      logger,
      contract: mediaContract,
      request: {
        entry: 'media',
        name: `media-${index + 1}`,
        configuration: null,
        environment: { UV_THREADPOOL_SIZE: '2', ...fewArenas },
      },
      idleStopMs: 120_000,
      callsPerProcess,
      // A hostile folder may kill one decoder a file: the poison-file rule ends that, not the supervisor.
      crashLimit: 30,
      backOffMs: 0,
    }),
  );
  const queue = createFairQueue(workers, { reserved: 1 });
  return {
    interactive: clientOf(queue, 'interactive', timeoutMs),
    backfill: clientOf(queue, 'backfill', timeoutMs),
    status: () => combine(workers.map((worker) => worker.status())),
    onStatus(listener) {
      const stops = workers.map((worker) => worker.onStatus(listener));
      return () => stops.forEach((stop) => stop());
    },
    setConcurrency: queue.setBackfillLimit,
    async [Symbol.asyncDispose]() {
      queue.close();
      await Promise.all(workers.map((worker) => worker[Symbol.asyncDispose]()));
    },
  };
}

function clientOf(queue: FairQueue<Worker>, priority: Priority, timeoutMs: number): MediaClient {
  const on =
    <Input, Output>(pick: (client: MediaClient) => (input: Input, options?: CallOptions) => Promise<Output>) =>
    (input: Input, options: CallOptions = {}): Promise<Output> =>
      queue.run(
        priority,
        (worker) => withTimeout(worker, timeoutMs, pick(worker.client)(input, options)),
        options.signal,
      );
  return {
    readPhoto: on((client) => client.readPhoto),
    readPixels: on((client) => client.readPixels),
    encodeJpeg: on((client) => client.encodeJpeg),
    readFacts: on((client) => client.readFacts),
    renderImage: on((client) => client.renderImage),
  };
}

async function withTimeout<T>(worker: Worker, timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AppError('decode_timeout', `Reading the file took longer than ${timeoutMs / 1000} s.`));
      worker.restart('a file took too long');
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The pool as one process to the person: its liveliest state, all its restarts. */
function combine(statuses: readonly SupervisionStatus[]): SupervisionStatus {
  const order = ['failed', 'restarting', 'running', 'starting', 'idle', 'stopped'] as const;
  return {
    state: order.find((state) => statuses.some((status) => status.state === state)) ?? 'idle',
    restarts: statuses.reduce((sum, { restarts }) => sum + restarts, 0),
    lastExit: statuses.findLast(({ lastExit }) => lastExit !== null)?.lastExit ?? null,
  };
}
