import { InferenceSession, type Tensor } from 'onnxruntime-node';
import type { DeviceId } from '../../app/contract/devices.ts';
import { AppError } from '../../app/contract/errors.ts';
import { sessionOptions } from './devices/session-options.ts';
import { readVerifiedFile, verifyFile, type InstalledModel } from './installed-models.ts';

export type Tensors = Record<string, Tensor>;

/** The right to run one session; disposing gives it back. */
export interface SessionLease extends Disposable {
  readonly inputs: InferenceSession['inputMetadata'];
  readonly outputs: InferenceSession['outputMetadata'];
  /** @param outputs the names of those that are wanted; all where it is left out. */
  run(inputs: Tensors, outputs?: readonly string[]): Promise<Tensors>;
}

export interface SessionPool extends AsyncDisposable {
  /** A lease of the session of one model file on a device, created once for all who ask at the same time. */
  acquire(model: InstalledModel, file: string, device: DeviceId): Promise<SessionLease>;
}

interface Entry {
  readonly session: Promise<InferenceSession>;
  leases: number;
}

/**
 * Sessions by model file and device. A failed load is not remembered; a session is released only when the pool is disposed and no
 * lease is out, because creating and releasing leaks memory (onnxruntime#25325): the process is recycled instead.
 */
export function createSessionPool({ threads }: { threads: number }): SessionPool {
  const entries = new Map<string, Entry>();

  async function load(model: InstalledModel, file: string, device: DeviceId): Promise<InferenceSession> {
    const weights = await verifiedWeights(model, file);
    const options = sessionOptions(device, threads);
    try {
      return typeof weights === 'string'
        ? await InferenceSession.create(weights, options)
        : await InferenceSession.create(weights, options);
    } catch (cause) {
      throw loadError(`${file} of ${model.modelKey}`, device, cause);
    }
  }

  return {
    async acquire(model, file, device) {
      const key = `${model.modelKey}/${file} on ${device}`;
      let entry = entries.get(key);
      if (entry === undefined) {
        entry = { session: load(model, file, device), leases: 0 };
        entries.set(key, entry);
        entry.session.catch(() => entries.delete(key));
      }
      entry.leases += 1;
      return lease(entry, key);
    },
    async [Symbol.asyncDispose]() {
      const idle = [...entries.values()].filter(({ leases }) => leases === 0);
      entries.clear();
      await Promise.all(idle.map(async ({ session }) => (await session.catch(() => null))?.release()));
    },
  };
}

/** Larger files are read by onnxruntime itself, so that they are not in memory twice. */
const largestInMemory = 64 * 1024 * 1024;

/** A small file's bytes, or a large one's path with its external data beside it; all of it checked. */
async function verifiedWeights(model: InstalledModel, file: string): Promise<Buffer<ArrayBuffer> | string> {
  const external = model.files.filter(({ path }) => path.startsWith(`${file}_data`) || path.startsWith(`${file}.data`));
  const bytes = model.files.find(({ path }) => path === file)?.bytes ?? 0;
  if (external.length === 0 && bytes <= largestInMemory) return readVerifiedFile(model, file);
  for (const { path } of external) await verifyFile(model, path);
  return verifyFile(model, file);
}

function loadError(what: string, device: DeviceId, cause: unknown): AppError {
  const onDevice = device === 'cpu' ? '' : ` on ${device}: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new AppError('model_incompatible', `${what} cannot be loaded${onDevice}.`, { cause });
}

async function lease(entry: Entry, key: string): Promise<SessionLease> {
  let given = true;
  const giveBack = (): void => {
    if (given) entry.leases -= 1;
    given = false;
  };
  const session = await entry.session.catch((error: unknown) => {
    giveBack();
    throw error;
  });
  return {
    inputs: session.inputMetadata,
    outputs: session.outputMetadata,
    run: (inputs, outputs = session.outputNames) => run(session, key, inputs, outputs),
    [Symbol.dispose]: giveBack,
  };
}

async function run(
  session: InferenceSession,
  key: string,
  inputs: Tensors,
  outputs: readonly string[],
): Promise<Tensors> {
  try {
    return await session.run(inputs, outputs);
  } catch (cause) {
    const shapes = Object.entries(inputs).map(([name, { type, dims }]) => `${name}: ${type}[${dims.join(',')}]`);
    const memory = /alloc|out of memory|bad_alloc/i.test(String(cause));
    const message = `${key} failed on ${shapes.join(', ')}.`;
    throw new AppError(memory ? 'out_of_memory' : 'inference_failed', message, { cause });
  }
}
