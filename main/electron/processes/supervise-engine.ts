import { AppError, toAppError } from '../../../app/contract/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { EngineLife, OpenedEngine } from './open-engine-life.ts';

/** What the person chose when the engine could not go on. */
export type Verdict = 'retry' | 'quit';

export interface SuperviseEngineOptions {
  readonly openLife: () => EngineLife;
  /** Asks what to do with a library that does not open. */
  readonly onRefused: (error: AppError) => Promise<Verdict>;
  /** Asks what to do after too many crashes. */
  readonly onGaveUp: (error: AppError) => Promise<Verdict>;
  readonly onQuit: () => void;
  readonly logger: Logger;
  /** Crashes within `crashWindowMs` after which it asks. */
  readonly crashLimit?: number;
  readonly crashWindowMs?: number;
  readonly backOffMs?: number;
}

/** The engine as the shell sees it: one that comes back. */
export interface EngineSupervisor {
  /** The open engine, once there is one again; rejects `unavailable` when it has been stopped for good. */
  ready(): Promise<OpenedEngine>;
  setOnBattery(onBattery: boolean): void;
  /** Closes the library, and ends a process that takes longer than `maximumMs`. */
  stop(maximumMs: number): Promise<void>;
}

/** Keeps an engine open: restarted with back-off when it crashes, and given up on openly. */
export function superviseEngine(options: SuperviseEngineOptions): EngineSupervisor {
  const { crashLimit = 3, crashWindowMs = 60_000, backOffMs = 250, logger } = options;
  const door = createDoor();
  let life: EngineLife | null = null;
  let crashTimes: number[] = [];
  let onBattery = false;
  let stopped = false;

  async function run(): Promise<void> {
    let again = true;
    while (again) {
      life = options.openLife();
      life.setOnBattery(onBattery);
      const refusal = await refusalOf(life);
      again = refusal === null ? await afterLife(life) : await afterRefusal(life, refusal);
    }
    if (!stopped) options.onQuit();
  }

  /** Whether to open it again. */
  async function afterLife({ opened, exited }: EngineLife): Promise<boolean> {
    opened.then(door.open, () => undefined);
    const reason = await exited;
    door.shut();
    return stopped ? false : afterCrash(reason);
  }

  async function afterRefusal(refused: EngineLife, error: AppError): Promise<boolean> {
    logger.warn('the library does not open', { code: error.code });
    await refused.close(0);
    return stopped ? false : (await options.onRefused(error)) === 'retry';
  }

  async function afterCrash(reason: string): Promise<boolean> {
    logger.error('the engine ended unexpectedly', { reason });
    const now = Date.now();
    crashTimes = [...crashTimes.filter((time) => now - time < crashWindowMs), now];
    if (crashTimes.length < crashLimit) {
      await delay(backOffMs * 2 ** (crashTimes.length - 1));
      return !stopped;
    }
    crashTimes = [];
    const message = `The engine ended unexpectedly ${crashLimit} times in a row, the last time with ${reason}.`;
    return (await options.onGaveUp(new AppError('engine_failed', message))) === 'retry';
  }

  void run();
  return {
    ready: door.pass,
    setOnBattery(next) {
      onBattery = next;
      life?.setOnBattery(next);
    },
    async stop(maximumMs) {
      stopped = true;
      await life?.close(maximumMs);
      door.wall(new AppError('unavailable', 'The engine has been stopped.'));
    },
  };
}

/** Why the library does not open, or null where it does or where the process ended first. */
function refusalOf({ opened, exited }: EngineLife): Promise<AppError | null> {
  return Promise.race([
    exited.then(() => null),
    opened.then(
      () => null,
      (error: unknown) => toAppError(error),
    ),
  ]);
}

interface Door {
  pass(): Promise<OpenedEngine>;
  open(this: void, engine: OpenedEngine): void;
  shut(): void;
  /** Nobody passes any more. */
  wall(reason: AppError): void;
}

/** Lets callers wait while there is no engine; those who wait stay in line when one fails to open. */
function createDoor(): Door {
  let current = Promise.withResolvers<OpenedEngine>();
  let isOpen = false;
  return {
    pass: () => current.promise,
    open(engine) {
      isOpen = true;
      current.resolve(engine);
    },
    shut() {
      if (isOpen) current = Promise.withResolvers<OpenedEngine>();
      isOpen = false;
    },
    wall(reason) {
      this.shut();
      current.promise.catch(() => undefined);
      current.reject(reason);
    },
  };
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
