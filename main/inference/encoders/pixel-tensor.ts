import { Tensor } from 'onnxruntime-node';
import type { PixelElements } from '../../../models/encoders/normalise-pixels.ts';

/**
 * A tensor over `elements`, without a copy. onnxruntime-node 1.30 wraps the bits of float16 in a Float16Array, which its own
 * binding then takes for empty: the bits themselves are what it reads.
 */
export function pixelTensor(elements: PixelElements, dims: readonly number[]): Tensor {
  if (elements instanceof Float32Array) return new Tensor('float32', elements, dims);
  return Object.defineProperty(new Tensor('float16', elements, dims), 'data', { value: elements });
}
