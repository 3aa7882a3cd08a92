import { describe, expect, it } from 'vitest';
import type { PixelSpec } from './contract.ts';
import { modelPixels } from './model-pixels.ts';

const upright = { width: 160, height: 100 };

/** Edges, gradients and fine texture, [100, 160, 3]. */
const picture = Buffer.alloc(upright.width * upright.height * 3);
for (let y = 0; y < upright.height; y += 1)
  for (let x = 0; x < upright.width; x += 1)
    picture.set(
      [
        Math.floor((x * 255) / 159),
        (Math.floor(x / 9) + Math.floor(y / 9)) % 2 === 0 ? 220 : 30,
        (x * 7 + y * 13) % 256,
      ],
      (y * upright.width + x) * 3,
    );

/** Filters and their support as Pillow's `Resample.c` defines them. */
const filters: Readonly<Record<PixelSpec['interpolation'], readonly [number, (x: number) => number]>> = {
  bilinear: [1, (x) => Math.max(0, 1 - Math.abs(x))],
  bicubic: [2, cubic],
  lanczos3: [3, (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0)],
};

function cubic(signed: number): number {
  const x = Math.abs(signed);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** One antialiased output sample: the weights of the input samples around it. */
function weights(at: number, input: number, output: number, [support, filter]: (typeof filters)['bicubic']): number[] {
  const scale = input / output;
  const stretch = Math.max(1, scale);
  const centre = (at + 0.5) * scale;
  const raw = Array.from({ length: input }, (_, index) =>
    Math.abs(index + 0.5 - centre) < support * stretch ? filter((index + 0.5 - centre) / stretch) : 0,
  );
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => value / sum);
}

const clip = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));

/** What Pillow's `resize` gives: across, rounded, then down. */
function pillow(width: number, height: number, interpolation: PixelSpec['interpolation']): number[] {
  const filter = filters[interpolation];
  const dot = (row: readonly number[], sample: (index: number) => number): number =>
    clip(row.reduce((sum, weight, index) => (weight === 0 ? sum : sum + weight * sample(index)), 0));
  const across = Array.from({ length: width }, (_, x) => weights(x, upright.width, width, filter));
  const down = Array.from({ length: height }, (_, y) => weights(y, upright.height, height, filter));
  const rows = Array.from({ length: upright.height }, (_, y) =>
    across.flatMap((row) =>
      [0, 1, 2].map((channel) => dot(row, (x) => picture[(y * upright.width + x) * 3 + channel]!)),
    ),
  );
  return down.flatMap((column) => rows[0]!.map((_, at) => dot(column, (y) => rows[y]![at]!)));
}

const see = (spec: PixelSpec) => modelPixels({ ...upright, upright, pixels: picture }, spec);

/** Mean difference of two pictures; libvips repeats the edge where Pillow cuts the filter, so 3 pixels there are left out. */
function difference(actual: Uint8Array, wanted: readonly number[], width: number): number {
  expect(actual).toHaveLength(wanted.length);
  const height = wanted.length / 3 / width;
  const inner = wanted.flatMap((value, index) => {
    const [x, y] = [Math.floor(index / 3) % width, Math.floor(index / 3 / width)];
    return Math.min(x, y, width - 1 - x, height - 1 - y) < 3 ? [] : [Math.abs(value - actual[index]!)];
  });
  return inner.reduce((sum, value) => sum + value, 0) / inner.length;
}

describe('pixels for models', () => {
  it.each(['bilinear', 'bicubic', 'lanczos3'] as const)('squashes as Pillow does: %s', async (interpolation) => {
    const { pixels, ...size } = await see({ resize: 'squash', size: 56, interpolation });
    expect(size).toEqual({ width: 56, height: 56 });
    expect(difference(pixels, pillow(56, 56, interpolation), 56)).toBeLessThan(0.5);
    const other = interpolation === 'bilinear' ? 'lanczos3' : 'bilinear';
    expect(difference(pixels, pillow(56, 56, other), 56)).toBeGreaterThan(2);
  });

  it.each(['bilinear', 'bicubic', 'lanczos3'] as const)(
    'takes the centre as transformers does: %s',
    async (interpolation) => {
      const { pixels, ...size } = await see({ resize: 'crop', size: 56, interpolation });
      expect(size).toEqual({ width: 56, height: 56 });
      // 160 x 100 becomes 89 x 56; 33 columns go, 16 of them on the left.
      const scaled = pillow(89, 56, interpolation);
      const row = (y: number): number[] => scaled.slice((y * 89 + 16) * 3, (y * 89 + 16 + 56) * 3);
      expect(difference(pixels, Array.from({ length: 56 }, (_, y) => row(y)).flat(), 56)).toBeLessThan(0.5);
    },
  );

  it('keeps the aspect inside a longest edge, and never enlarges', async () => {
    const spec = { resize: 'inside', interpolation: 'lanczos3' } as const;
    const small = await see({ ...spec, size: 64 });
    expect([small.width, small.height, small.pixels.length]).toEqual([64, 40, 64 * 40 * 3]);
    expect(difference(small.pixels, pillow(64, 40, 'lanczos3'), 64)).toBeLessThan(0.5);
    const whole = await see({ ...spec, size: 4096 });
    expect(whole).toMatchObject(upright);
    expect(difference(whole.pixels, [...picture], 160)).toBe(0);
  });

  it('enlarges a photo that is smaller than the model sees', async () => {
    const { pixels, ...size } = await see({ resize: 'crop', size: 224, interpolation: 'bicubic' });
    expect(size).toEqual({ width: 224, height: 224 });
    // Red grows from left to right: from column 42 of 160 to column 142.
    const red = (x: number): number => pixels[(100 * 224 + x) * 3]!;
    for (const x of [0, 50, 111, 200, 223])
      expect(Math.abs(red(x) - ((30 + (x + 0.5) / 2.24 - 0.5) * 255) / 159)).toBeLessThan(2);
  });
});
