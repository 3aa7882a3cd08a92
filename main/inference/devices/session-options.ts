import type { InferenceSession } from 'onnxruntime-node';
import type { DeviceId } from '../../../app/contract/devices.ts';

/**
 * How a session is created on a device. Nodes that a provider does not know run on the CPU, inside the same session.
 * On a GPU no memory pattern is kept: it would pin an arena for each shape it has seen.
 */
export function sessionOptions(device: DeviceId, threads: number): InferenceSession.SessionOptions {
  const options = { executionProviders: [device], intraOpNumThreads: threads, interOpNumThreads: 1 };
  return device === 'cpu' ? options : { ...options, enableMemPattern: false, logSeverityLevel: 3 };
}
