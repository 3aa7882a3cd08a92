/** @file The engine's door to inference: one supervised process a lane. */
import type { Logger } from '../platform/logger.ts';
import type { Spawner } from '../platform/process.ts';
import { superviseProcess, type SupervisedProcess, type SupervisionStatus } from '../platform/supervise-process.ts';
import { inferenceContract, lanes, type InferenceClient, type Lane } from './contract.ts';
import type { InferenceConfiguration } from './open-inference-process.ts';

export interface InferenceStatus extends SupervisionStatus {
  readonly name: `inference-${Lane}`;
}

export interface Inference extends AsyncDisposable {
  lane(lane: Lane): InferenceClient;
  statuses(): InferenceStatus[];
  onStatus(listener: () => void): () => void;
  restart(lane: Lane): void;
}

export interface InferenceOptions {
  readonly spawn: Spawner;
  readonly logger: Logger;
  /** Folders of single models, such as the built-in one. */
  readonly modelDirectories: readonly string[];
  /** The folder of installed models; null for none. */
  readonly modelsRoot: string | null;
  readonly threads: Readonly<Record<Lane, number>>;
}

/** How long a lane may idle before its process ends and its memory is returned; the query lane stays warm. */
const idleStopMs: Readonly<Record<Lane, number | null>> = { interactive: null, index: 60_000, generate: 300_000 };

export function openInference(options: InferenceOptions): Inference {
  const processes = new Map(lanes.map((lane) => [lane, superviseLane(lane, options)]));
  const of = (lane: Lane): SupervisedProcess<typeof inferenceContract> => processes.get(lane)!;
  return {
    lane: (lane) => of(lane).client,
    statuses: () => lanes.map((lane) => ({ name: `inference-${lane}`, ...of(lane).status() })),
    onStatus(listener) {
      const stops = lanes.map((lane) => of(lane).onStatus(listener));
      return () => stops.forEach((stop) => stop());
    },
    restart: (lane) => of(lane).restart('asked for'),
    async [Symbol.asyncDispose]() {
      await Promise.all(lanes.map((lane) => of(lane)[Symbol.asyncDispose]()));
    },
  };
}

function superviseLane(lane: Lane, { spawn, logger, modelDirectories, modelsRoot, threads }: InferenceOptions) {
  const configuration: InferenceConfiguration = {
    lane,
    modelDirectories: [...modelDirectories],
    modelsRoot,
    threads: threads[lane],
  };
  const idle = idleStopMs[lane];
  return superviseProcess({
    spawn,
    logger,
    contract: inferenceContract,
    request: { entry: 'inference', name: `inference-${lane}`, configuration },
    ...(idle === null ? {} : { idleStopMs: idle }),
  });
}
