import { join } from 'node:path';
import { defineContract, type Client } from '../../../../app/contract/define.ts';
import { isOver, type Job } from '../../../../app/contract/jobs.ts';
import { models as modelsContract, type ModelInfo } from '../../../../app/contract/models.ts';
import { starterDirectory } from '../../../../app/entry/locations.ts';
import { connect } from '../../../../app/rpc/client.ts';
import { serve } from '../../../../app/rpc/server.ts';
import { createMemoryPair } from '../../../../app/rpc/transports/memory.ts';
import { silentLogger } from '../../../platform/testing/silent-logger.ts';
import { createJobs, type Jobs } from '../../jobs/create-jobs.ts';
import { createModels } from '../create-models.ts';
import type { NetworkOptions } from '../installing/connect-hub.ts';
import { openShelf, type Shelf } from '../open-shelf.ts';

export interface OpenModels extends AsyncDisposable {
  readonly shelf: Shelf;
  readonly jobs: Jobs;
  readonly models: Client<typeof modelsContract>;
  /** How often processes were told to start anew. */
  recycled(): number;
  info(modelId: string): Promise<ModelInfo>;
  /** Resolves with a job once it is over. */
  over(jobId: string): Promise<Job>;
  /** Starts to install a model and waits for the end. */
  install(modelId: string, variant?: string): Promise<Job>;
}

const contract = defineContract({ models: modelsContract });

/** The handlers of models on a folder, without the rest of an engine. */
export async function openModels({
  root,
  network,
  catalogue = null,
  inUse = [],
}: {
  root: string;
  network: NetworkOptions;
  catalogue?: string | null;
  /** Ids of models that are at work. */
  inUse?: readonly string[];
}): Promise<OpenModels> {
  const shelf = await openShelf({ bundledDirectory: starterDirectory(undefined), root, moreManifests: catalogue });
  const jobs = createJobs({ block: () => null, logger: silentLogger });
  const active = shelf.bundled.manifest.id;
  let recycled = 0;
  const unused = (): never => {
    throw new Error('This is not part of the test.');
  };
  const handlers = {
    models: createModels({
      shelf,
      jobs,
      network,
      hubAddress: () => 'http://127.0.0.1:9',
      roots: null,
      recycle: () => void (recycled += 1),
      evaluation: { ofLibrary: unused, ofPairs: unused, measurements: () => [] },
      uses: {
        handlers: { use: unused, cancelSwitch: unused, forgetPrevious: unused },
        search: () => ({ active, problem: null, next: null, previous: null }),
        chat: () => active,
        of: (modelId) => (inUse.includes(modelId) ? ['search'] : []),
        reasonToKeep: (modelId) => (inUse.includes(modelId) ? 'It is at work.' : null),
      },
      devices: {
        handlers: { probe: unused, trials: unused, setDevice: unused },
        probe: unused,
        choiceOf: () => ({ device: 'cpu', reason: 'A test.', chosenByPerson: false, speed: null }),
      },
    }),
  };
  const [server, client] = createMemoryPair();
  serve(contract, handlers, server, { connection: 'memory' });
  const { models } = connect(contract, client).client;
  const over = async (jobId: string): Promise<Job> => {
    const stop = new AbortController();
    for await (const event of jobs.watch(stop.signal)) {
      const changed = event.type === 'snapshot' ? event.jobs : [event.job];
      const found = changed.find((job) => job.jobId === jobId && isOver(job));
      if (found !== undefined) return found;
    }
    throw new Error('The jobs ended.');
  };
  return {
    shelf,
    jobs,
    models,
    recycled: () => recycled,
    over,
    async info(modelId) {
      const list = await models.list({});
      return list.models.find((model) => model.modelId === modelId)!;
    },
    async install(modelId, variant) {
      const { jobId } = await models.install({ modelId, ...(variant === undefined ? {} : { variant }) });
      return over(jobId);
    },
    [Symbol.asyncDispose]: () => jobs[Symbol.asyncDispose](),
  };
}

/** A model's folder as a path, for tests that damage it. */
export const folderOf = (root: string, modelId: string): string => join(root, modelId.replace('/', '--'));
