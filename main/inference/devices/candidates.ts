import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DeviceId } from '../../../app/contract/devices.ts';
import type { Candidate } from './probe-contract.ts';

/** What `listSupportedBackends` of onnxruntime-node tells of one provider. */
export interface Backend {
  readonly name: string;
  /** False where its library comes apart from the package. */
  readonly bundled: boolean;
}

/** Libraries that the CUDA provider is loaded from, beside onnxruntime's own. */
export const cudaLibraries = ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'];

const cudaMissing =
  'CUDA needs an NVIDIA driver, CUDA 12, cuDNN 9, and the CUDA libraries of ONNX Runtime, which are not installed ' +
  '(a download of up to 250 MB, about 350 MB on disk).';

/** The devices that may be tried here, the CPU first. @param libraryDirectory where onnxruntime's native libraries are. */
export function candidatesOf(backends: readonly Backend[], libraryDirectory: string): Candidate[] {
  const known = backends.flatMap(({ name, bundled }) => {
    const device = DeviceId.safeParse(name);
    return device.success ? [{ device: device.data, bundled }] : [];
  });
  const complete = cudaLibraries.every((name) => existsSync(join(libraryDirectory, name)));
  return known
    .map(({ device, bundled }) => ({ device, missing: bundled || complete ? null : cudaMissing }))
    .sort((left, right) => Number(right.device === 'cpu') - Number(left.device === 'cpu'));
}

/** Where onnxruntime-node keeps the native libraries of this platform. */
export function runtimeLibraries(): string {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  return join(dirname(main), 'bin', 'napi-v6', process.platform, process.arch);
}
