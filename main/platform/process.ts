/** @file How the engine starts processes of its own, whatever the host: Node's fork or Electron's utility process. */
import type { Transport } from '../../app/rpc/transport.ts';

/** The entries that may run in a process of their own (`app/entry/<entry>-process.ts`). */
export type ProcessEntry = 'media' | 'inference' | 'probe';

export interface SpawnRequest {
  readonly entry: ProcessEntry;
  /** For logs and the person: `media`, `inference-index`. */
  readonly name: string;
  /** JSON handed to the process on its command line, checked there by a schema. */
  readonly configuration: unknown;
  /** Environment on top of the parent's, such as UV_THREADPOOL_SIZE. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface SpawnedProcess {
  readonly pid: number | undefined;
  readonly transport: Transport;
  /** Settles once when the process is gone: `exit code 1`, `signal SIGKILL`. Never rejects. */
  readonly exited: Promise<string>;
  kill(): void;
}

export type Spawner = (request: SpawnRequest) => SpawnedProcess;
