import type { Tensor } from 'onnxruntime-node';
import type { DeviceId } from '../../../app/contract/devices.ts';
import { AppError } from '../../../app/contract/errors.ts';
import { networkFileName } from '../../../models/manifest.ts';
import { writeUnitRows } from '../../../models/encoders/normalise-vectors.ts';
import type { InstalledModel } from '../installed-models.ts';
import type { SessionLease, SessionPool, Tensors } from '../session-pool.ts';

/** Where a model's networks run. */
export interface Place {
  readonly model: InstalledModel;
  readonly pool: SessionPool;
  readonly device: DeviceId;
}

/** One network that makes vectors of `dim` numbers. */
export interface Tower<Layout> {
  /** What its inputs look like, read from the network itself. Rejects `model_incompatible` where it is not what the manifest says. */
  layout(): Promise<Layout>;
  /** Writes a unit vector for each of the first rows of the output to `into`. */
  embed(inputs: Tensors, into: Float32Array): Promise<void>;
}

export interface TowerOptions<Layout> {
  readonly network: string;
  readonly output: string;
  readonly dim: number;
  /** @param file its path, for messages. */
  readLayout(file: string, session: SessionLease): Layout;
}

export function createTower<Layout>(place: Place, options: TowerOptions<Layout>): Tower<Layout> {
  const file = weightsOf(place.model, options.network);
  const acquire = (): Promise<SessionLease> => place.pool.acquire(place.model, file, place.device);
  let layout: Layout | null = null;
  return {
    async layout() {
      if (layout !== null) return layout;
      using session = await acquire();
      return (layout = options.readLayout(file, session));
    },
    async embed(inputs, into) {
      using session = await acquire();
      const { [options.output]: vectors } = await session.run(inputs, [options.output]);
      writeUnitRows(rowsOf(vectors, options, file), options.dim, into);
    },
  };
}

/** The path of a network's weights among the installed files. */
function weightsOf({ manifest, variant, files, modelKey }: InstalledModel, network: string): string {
  const dtypes = manifest.variants.find(({ name }) => name === variant)?.dtypes ?? {};
  const name = networkFileName(network, dtypes[network] ?? 'fp32');
  const found = files.find(({ path }) => path === name || path.endsWith(`/${name}`));
  if (found !== undefined) return found.path;
  throw new AppError('model_incompatible', `Expected ${name} among the files of ${modelKey}.`);
}

function rowsOf(tensor: Tensor | undefined, { dim, output }: TowerOptions<unknown>, file: string): ArrayLike<number> {
  const { data, dims } = tensor ?? {};
  if (dims?.length === 2 && dims[1] === dim && (data instanceof Float32Array || data instanceof Float16Array))
    return data;
  const found = tensor === undefined ? 'nothing' : `${tensor.type}[${tensor.dims.join(', ')}]`;
  const message = `Expected float32[?, ${dim}] for the output ${output} of ${file} but found ${found}.`;
  throw new AppError('model_incompatible', message, { details: { file, tensor: output, found } });
}
