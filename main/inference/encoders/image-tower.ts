import { AppError } from '../../../app/contract/errors.ts';
import {
  createPixelNormaliser,
  type PixelElements,
  type PixelNormaliser,
} from '../../../models/encoders/normalise-pixels.ts';
import type { Encoder } from '../../../models/manifest.ts';
import type { SessionLease } from '../session-pool.ts';
import { pixelTensor } from './pixel-tensor.ts';
import { fixedSize, refuseOtherInputs, requireTensor } from './require-tensor.ts';
import { createTower, type Place } from './tower.ts';

export interface ImageTower {
  /** @param pixels [count, size, size, 3] uint8. @returns [count, dim], each of length 1. */
  embed(pixels: Uint8Array, count: number): Promise<Float32Array>;
  warm(): Promise<void>;
}

interface Layout {
  readonly normaliser: PixelNormaliser;
  /** Photos that the network takes at once; null where it takes any number. */
  readonly batch: number | null;
}

/** Photos in one run. On the CPU more at once gain nothing (decision 11); on a GPU each run has the same shape. */
const batches = { cpu: 4, gpu: 16 } as const;

export function createImageTower(place: Place, encoder: Encoder): ImageTower {
  const { image, dim } = encoder;
  const { size } = image.preprocessing;
  const photo = size * size * 3;
  const tower = createTower(place, {
    ...image,
    dim,
    readLayout: (file, session) => readLayout(encoder, file, session),
  });
  const spare: PixelElements[] = [];

  async function run({ normaliser }: Layout, pixels: Uint8Array, rows: number, into: Float32Array): Promise<void> {
    const index = spare.findIndex(({ length }) => length === rows * photo);
    const elements = index < 0 ? normaliser.allocate(rows) : spare.splice(index, 1)[0]!;
    normaliser.fill(pixels, elements);
    await tower.embed({ [image.input]: pixelTensor(elements, [rows, 3, size, size]) }, into);
    spare.push(elements);
  }

  return {
    async embed(pixels, count) {
      if (pixels.length !== count * photo) {
        const message = `Expected ${count} x ${size} x ${size} x 3 bytes of pixels but received ${pixels.length}.`;
        throw new AppError('invalid_input', message);
      }
      const layout = await tower.layout();
      const onCpu = place.device === 'cpu';
      const most = layout.batch ?? (onCpu ? batches.cpu : batches.gpu);
      const vectors = new Float32Array(count * dim);
      for (let at = 0; at < count; at += most) {
        const here = Math.min(most, count - at);
        const rows = layout.batch ?? (onCpu || count === 1 ? here : most);
        const own = pixels.subarray(at * photo, (at + here) * photo);
        await run(layout, own, rows, vectors.subarray(at * dim, (at + here) * dim));
      }
      return vectors;
    },
    warm: async () => void (await tower.layout()),
  };
}

function readLayout({ image, dim }: Encoder, file: string, { inputs, outputs }: SessionLease): Layout {
  const { size } = image.preprocessing;
  const types = ['float32', 'float16'] as const;
  const pixels = requireTensor(file, inputs, { kind: 'input', name: image.input, types, shape: [null, 3, size, size] });
  refuseOtherInputs(file, inputs, [image.input]);
  requireTensor(file, outputs, { kind: 'output', name: image.output, types, shape: [null, dim] });
  const type = pixels.type === 'float16' ? 'float16' : 'float32';
  return { normaliser: createPixelNormaliser(image.preprocessing, type), batch: fixedSize(pixels, 0) };
}
