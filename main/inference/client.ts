/** @file The engine's door to inference: one supervised process a lane. */
import type { DeviceId } from '../../app/contract/devices.ts';
import type { Logger } from '../platform/logger.ts';
import type { Spawner } from '../platform/process.ts';
import { superviseProcess, type SupervisedProcess, type SupervisionStatus } from '../platform/supervise-process.ts';
import { inferenceContract, lanes, type InferenceClient, type Lane } from './contract.ts';
import type { InferenceConfiguration } from './open-inference-process.ts';
import { createResidency, type Residency, type ResidencyOptions } from './residency.ts';

export interface InferenceStatus extends SupervisionStatus {
  readonly name: `inference-${Lane}`;
}

export interface Inference extends AsyncDisposable {
  lane(lane: Lane): InferenceClient;
  statuses(): InferenceStatus[];
  onStatus(listener: () => void): () => void;
  restart(lane: Lane): void;
  /** A model's files have changed or are gone: the processes that hold it end once they are done with it. */
  release(modelId: string): Promise<void>;
}

export interface InferenceOptions {
  readonly spawn: Spawner;
  readonly logger: Logger;
  /** Folders of single models, such as the built-in one. */
  readonly modelDirectories: readonly string[];
  /** The folder of installed models; null for none. */
  readonly modelsRoot: string | null;
  /** Threads of a process that starts for `modelId`. */
  threads(lane: Lane, modelId: string): number;
  /** What models may hold in memory; unlimited where it is left out. */
  readonly memory?: Pick<ResidencyOptions, 'budgetMB' | 'sizeMB'>;
}

/** How long a lane may idle before its process ends and its memory is returned; the query lane stays warm. */
const idleStopMs: Readonly<Record<Lane, number | null>> = { interactive: null, index: 60_000, generate: 300_000 };

const unlimited = { budgetMB: () => Number.POSITIVE_INFINITY, sizeMB: () => 0 };

export function openInference(options: InferenceOptions): Inference {
  const residency = createResidency({
    ...(options.memory ?? unlimited),
    recycle: (lane, reason) => processes.get(lane)!.process.restart(reason),
  });
  const processes = new Map(lanes.map((lane) => [lane, openLane(lane, residency, options)]));
  const of = (lane: Lane): SupervisedProcess<typeof inferenceContract> => processes.get(lane)!.process;
  return {
    lane: (lane) => processes.get(lane)!.client,
    statuses: () => lanes.map((lane) => ({ name: `inference-${lane}`, ...of(lane).status() })),
    onStatus(listener) {
      const stops = lanes.map((lane) => of(lane).onStatus(listener));
      return () => stops.forEach((stop) => stop());
    },
    restart: (lane) => of(lane).restart('asked for'),
    release: residency.release,
    async [Symbol.asyncDispose]() {
      await Promise.all(lanes.map((lane) => of(lane)[Symbol.asyncDispose]()));
    },
  };
}

/** A lane's process, started with the threads that suit the model that wakes it. */
function openLane(lane: Lane, residency: Residency, options: InferenceOptions) {
  let wokenBy = '';
  const process = superviseLane(lane, options, () => options.threads(lane, wokenBy));
  process.onStatus(({ state }) => {
    if (state === 'idle' || state === 'failed' || state === 'stopped') residency.ended(lane);
  });
  const admit = (modelId: string, device: DeviceId = 'cpu'): Promise<Disposable> => {
    wokenBy = modelId;
    return residency.admit(lane, modelId, device);
  };
  return { process, client: admitted(process.client, admit) };
}

type Admit = (modelId: string, device?: DeviceId) => Promise<Disposable>;

/** A client whose every use of a model is known to the residency. */
function admitted(client: InferenceClient, admit: Admit): InferenceClient {
  return {
    ...client,
    async embedImages(input, call) {
      using _use = await admit(input.modelId, input.device);
      return await client.embedImages(input, call);
    },
    async embedTexts(input, call) {
      using _use = await admit(input.modelId, input.device);
      return await client.embedTexts(input, call);
    },
    async *generate(input, call) {
      using _use = await admit(input.modelId);
      yield* client.generate(input, call);
    },
    async *chat(input, call) {
      using _use = await admit(input.modelId, input.device);
      yield* client.chat(input, call);
    },
    async warm(input, call) {
      using _use = await admit(input.modelId, input.device);
      return await client.warm(input, call);
    },
  };
}

function superviseLane(
  lane: Lane,
  { spawn, logger, modelDirectories, modelsRoot }: InferenceOptions,
  threads: () => number,
): SupervisedProcess<typeof inferenceContract> {
  const directories = { modelDirectories: [...modelDirectories], modelsRoot };
  const idle = idleStopMs[lane];
  return superviseProcess({
    spawn,
    logger,
    contract: inferenceContract,
    request: {
      entry: 'inference',
      name: `inference-${lane}`,
      /** Read at each start. */
      get configuration(): InferenceConfiguration {
        return { lane, ...directories, threads: threads() };
      },
    },
    ...(idle === null ? {} : { idleStopMs: idle }),
  });
}
