import type { Client, Contract } from '../../app/contract/define.ts';
import { isProcedure } from '../../app/contract/define.ts';
import { AppError } from '../../app/contract/errors.ts';
import { connect, type Connection } from '../../app/rpc/client.ts';
import type { Logger } from './logger.ts';
import type { SpawnedProcess, Spawner, SpawnRequest } from './process.ts';

export interface SupervisionStatus {
  readonly state: 'idle' | 'starting' | 'running' | 'restarting' | 'failed' | 'stopped';
  readonly restarts: number;
  readonly lastExit: string | null;
}

export interface SupervisedProcess<C> extends AsyncDisposable {
  /** Starts the process on its first call. On a crash pending calls fail `unavailable`; the next call starts it again. */
  readonly client: Client<C>;
  status(): SupervisionStatus;
  onStatus(listener: (status: SupervisionStatus) => void): () => void;
  /** Ends the process and forgets its crashes; the next call starts it again. */
  restart(reason: string): void;
}

export interface SuperviseOptions<C extends Contract> {
  readonly spawn: Spawner;
  readonly request: SpawnRequest;
  readonly contract: C;
  readonly logger: Logger;
  /** Crashes within `crashWindowMs` after which it gives up with `engine_failed`. */
  readonly crashLimit?: number;
  readonly crashWindowMs?: number;
  readonly backOffMs?: number;
  /** Ends the process after this long without a call, so that its memory is really returned. */
  readonly idleStopMs?: number;
  /** Ends the process after this many calls, once none is open, so that what they left behind in its memory goes too. */
  readonly callsPerProcess?: number;
}

/** A process that no longer answers may take this long to end. */
const endingMs = 2000;

interface Running<C> {
  readonly process: SpawnedProcess;
  readonly connection: Connection<C>;
  /** It no longer answers, and ends. */
  lost: boolean;
}

/** Keeps one process alive for as long as it is needed: started lazily, restarted with back-off, given up on openly. */
export function superviseProcess<const C extends Contract>(options: SuperviseOptions<C>): SupervisedProcess<C> {
  const { crashLimit = 3, crashWindowMs = 60_000, backOffMs = 250, logger, request } = options;
  const listeners = new Set<(status: SupervisionStatus) => void>();
  let status: SupervisionStatus = { state: 'idle', restarts: 0, lastExit: null };
  let running: Promise<Running<C>> | null = null;
  let crashTimes: number[] = [];
  const alive = new Set<SpawnedProcess>();
  const expected = new WeakSet<SpawnedProcess>();
  let openCalls = 0;
  let calls = 0;
  let idleTimer: NodeJS.Timeout | undefined;
  let disposed = false;

  function change(next: Partial<SupervisionStatus>): void {
    status = { ...status, ...next };
    for (const listener of listeners) listener(status);
  }

  async function start(): Promise<Running<C>> {
    const crashes = recentCrashes();
    change({ state: crashes === 0 ? 'starting' : 'restarting' });
    if (crashes > 0) await delay(backOffMs * 2 ** (crashes - 1));
    const process = options.spawn(request);
    const started = { process, connection: connect(options.contract, process.transport), lost: false };
    alive.add(process);
    change({ state: 'running' });
    void started.connection.closed.then(() => (started.lost = true));
    void process.exited.then((reason) => exited(started, reason));
    return started;
  }

  function exited({ process, connection }: Running<C>, reason: string): void {
    connection.close();
    alive.delete(process);
    // One that was stopped may have a successor already.
    if (expected.has(process)) return change({ lastExit: reason });
    running = null;
    if (disposed) return change({ state: 'stopped', lastExit: reason });
    crashTimes.push(Date.now());
    logger.warn('process ended unexpectedly', { name: request.name, reason });
    const gaveUp = recentCrashes() >= crashLimit;
    change({ state: gaveUp ? 'failed' : 'idle', restarts: status.restarts + 1, lastExit: reason });
  }

  function recentCrashes(): number {
    crashTimes = crashTimes.filter((time) => Date.now() - time < crashWindowMs);
    return crashTimes.length;
  }

  async function client(): Promise<Client<C>> {
    if (disposed) throw new AppError('unavailable', `The ${request.name} process has been stopped.`);
    if (recentCrashes() >= crashLimit) {
      const message = `The ${request.name} process failed ${crashLimit} times (${status.lastExit}). Restart Afterimage.`;
      throw new AppError('engine_failed', message, { details: { process: request.name, lastExit: status.lastExit } });
    }
    running ??= start();
    const { lost, process, connection } = await running;
    if (!lost) return connection.client;
    const slow = setTimeout(process.kill, endingMs);
    await process.exited;
    clearTimeout(slow);
    return client();
  }

  /** The next call starts another. */
  function stop(): void {
    const current = running;
    running = null;
    calls = 0;
    change({ state: 'idle' });
    void current?.then(({ process }) => {
      expected.add(process);
      process.kill();
    });
  }

  const track = {
    begin(): void {
      calls += 1;
      openCalls += 1;
      clearTimeout(idleTimer);
    },
    end(): void {
      openCalls -= 1;
      if (openCalls === 0 && calls >= (options.callsPerProcess ?? Number.POSITIVE_INFINITY)) stop();
      if (openCalls === 0 && options.idleStopMs !== undefined && !disposed) {
        idleTimer = setTimeout(stop, options.idleStopMs).unref();
      }
    },
  };

  return {
    client: lazyClient(options.contract, client, track) as Client<C>,
    status: () => status,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restart(reason) {
      logger.info('restarting process', { name: request.name, reason });
      crashTimes = [];
      stop();
    },
    async [Symbol.asyncDispose]() {
      disposed = true;
      clearTimeout(idleTimer);
      await running?.catch(() => null);
      for (const process of alive) process.kill();
      await Promise.all([...alive].map(({ exited }) => exited));
      change({ state: 'stopped' });
    },
  };
}

type AnyProcedure = (input: unknown, options?: unknown) => unknown;

interface CallTracker {
  begin(): void;
  end(): void;
}

/** A client whose every call first makes sure that the process runs. */
function lazyClient(contract: Contract, client: () => Promise<unknown>, track: CallTracker): unknown {
  const build = (node: Contract, pick: (root: unknown) => unknown): unknown =>
    Object.fromEntries(
      Object.entries(node).map(([name, inner]) => {
        const pickInner = (root: unknown): unknown => (pick(root) as Record<string, unknown>)[name];
        if (!isProcedure(inner)) return [name, build(inner, pickInner)];
        const procedure = async (): Promise<AnyProcedure> => pickInner(await client()) as AnyProcedure;
        return [name, inner.kind === 'call' ? lazyCall(procedure, track) : lazyStream(procedure, track)];
      }),
    );
  return build(contract, (root) => root);
}

function lazyCall(procedure: () => Promise<AnyProcedure>, track: CallTracker): AnyProcedure {
  return async (input, options) => {
    track.begin();
    try {
      return await (
        await procedure()
      )(input, options);
    } finally {
      track.end();
    }
  };
}

function lazyStream(procedure: () => Promise<AnyProcedure>, track: CallTracker): AnyProcedure {
  return async function* (input, options) {
    track.begin();
    try {
      yield* (await procedure())(input, options) as AsyncIterable<unknown>;
    } finally {
      track.end();
    }
  };
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
