import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError } from '../../../app/contract/errors.ts';

type Metadata = InferenceSession['inputMetadata'][number];
type TensorMetadata = Extract<Metadata, { isTensor: true }>;

/** What a network must have; a `null` in the shape stands for any size, as a name in the network's own does. */
export interface ExpectedTensor {
  readonly kind: 'input' | 'output';
  readonly name: string;
  readonly types: readonly Tensor.Type[];
  readonly shape: readonly (number | null)[];
}

/**
 * The tensor's metadata, once it is what the manifest says.
 * Rejects `model_incompatible`, naming the tensor, what was expected and what was found.
 */
export function requireTensor(file: string, all: readonly Metadata[], expected: ExpectedTensor): TensorMetadata {
  const tensor = all.find(({ name }) => name === expected.name);
  if (tensor !== undefined && isAsExpected(tensor, expected)) return tensor;
  const wanted = `${expected.types.join(' or ')}[${expected.shape.map((size) => size ?? '?').join(', ')}]`;
  const found = tensor === undefined ? `only ${all.map(({ name }) => name).join(', ')}` : describe(tensor);
  throw new AppError(
    'model_incompatible',
    `Expected ${wanted} for the ${expected.kind} ${expected.name} of ${file} but found ${found}.`,
    { details: { file, tensor: expected.name, expected: wanted, found } },
  );
}

/** Rejects `model_incompatible` where the network wants more than it is given. */
export function refuseOtherInputs(file: string, all: readonly Metadata[], known: readonly string[]): void {
  const other = all.find(({ name }) => !known.includes(name));
  if (other === undefined) return;
  const message = `Expected no inputs but ${known.join(', ')} for ${file} but found ${other.name}: ${describe(other)}.`;
  throw new AppError('model_incompatible', message, { details: { file, tensor: other.name } });
}

function isAsExpected(tensor: Metadata, { types, shape }: ExpectedTensor): tensor is TensorMetadata {
  return (
    tensor.isTensor &&
    types.includes(tensor.type) &&
    tensor.shape.length === shape.length &&
    tensor.shape.every((size, index) => typeof size === 'string' || shape[index] === null || size === shape[index])
  );
}

const describe = (tensor: Metadata): string =>
  tensor.isTensor ? `${tensor.type}[${tensor.shape.join(', ')}]` : 'no tensor';

/** A size that the network fixes; null where it takes any. */
export const fixedSize = ({ shape }: TensorMetadata, axis: number): number | null => {
  const size = shape[axis];
  return typeof size === 'number' ? size : null;
};
