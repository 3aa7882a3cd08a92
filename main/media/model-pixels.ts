import type { PixelSpec } from './contract.ts';
import { openBase, type BasePicture, type Size } from './derive.ts';

const kernels = { bilinear: 'linear', bicubic: 'cubic', lanczos3: 'lanczos3' } as const;

/** What a model sees of a photo. */
export async function modelPixels(base: BasePicture, spec: PixelSpec): Promise<Size & { readonly pixels: Uint8Array }> {
  const { width, height } = scaledSize(base.upright, spec);
  const resized = openBase(base).resize({ width, height, fit: 'fill', kernel: kernels[spec.interpolation] });
  if (spec.resize !== 'crop') return { width, height, pixels: ownBytes(await resized.raw().toBuffer()) };
  const [left, top] = [(width - spec.size) / 2, (height - spec.size) / 2].map(Math.floor) as [number, number];
  const square = resized.extract({ left, top, width: spec.size, height: spec.size });
  return { width: spec.size, height: spec.size, pixels: ownBytes(await square.raw().toBuffer()) };
}

/** The size to scale to; edges round as transformers' processors round them. */
function scaledSize({ width, height }: Size, { resize, size }: PixelSpec): Size {
  if (resize === 'squash') return { width: size, height: size };
  const edge = resize === 'crop' ? Math.min(width, height) : Math.max(width, height);
  if (resize === 'inside' && edge <= size) return { width, height };
  const scaled = (length: number): number => Math.max(1, Math.floor((length * size) / edge));
  return { width: scaled(width), height: scaled(height) };
}

/** Small buffers share a pool, which must not travel with them. */
const ownBytes = (buffer: Buffer): Uint8Array => new Uint8Array(buffer);
