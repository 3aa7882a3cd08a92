/** @file The engine's side of a probe: one throw-away process a device, and what became of each. */
import type { DeviceId, DeviceTrial } from '../../../app/contract/devices.ts';
import { AppError, toAppError } from '../../../app/contract/errors.ts';
import { connect } from '../../../app/rpc/client.ts';
import type { Spawner } from '../../platform/process.ts';
import { judgeTrial } from './judge-trial.ts';
import type { ProbeConfiguration } from './open-probe-process.ts';
import { probeContract, type Candidate, type Measurement, type ProbeClient } from './probe-contract.ts';

export interface ProbeOptions {
  readonly spawn: Spawner;
  readonly configuration: ProbeConfiguration;
  readonly modelId: string;
  /** Thread counts to measure on the CPU. */
  readonly threads: readonly number[];
  /** Largest difference from the CPU that a component of a unit vector may have. */
  readonly tolerance: number;
  /** A device that takes longer is given up. */
  readonly timeLimitMs: number;
  readonly signal: AbortSignal;
  /** Called once the devices are known, then after each. */
  onProgress(done: number, total: number): void;
}

export interface Probe {
  /** The CPU first. */
  readonly trials: DeviceTrial[];
  readonly unit: Measurement['unit'];
  /** The fastest number of threads on the CPU. */
  readonly threads: number;
}

type Attempt =
  | { readonly outcome: 'ran'; readonly measured: Measurement }
  | { readonly outcome: 'failed' | 'crashed' | 'timed_out'; readonly detail: string };

/** Tries every device of this machine on a model. Rejects where the CPU itself cannot run it: as `embedImages` and `chat` do. */
export async function probeDevices(options: ProbeOptions): Promise<Probe> {
  const { modelId, onProgress } = options;
  let candidates: readonly Candidate[] = [];
  const reference = await inProbe(options, 'cpu', async (client) => {
    ({ candidates } = await client.candidates({}));
    onProgress(0, candidates.length);
    return client.measure({ modelId, device: 'cpu', threads: [...options.threads] });
  });
  if (reference.outcome !== 'ran') throw cpuFailed(reference);
  const trials: DeviceTrial[] = [
    worked('cpu', reference.measured.perSecond, { detail: threadsInWords(reference.measured), maxDifference: 0 }),
  ];
  onProgress(1, candidates.length);
  for (const candidate of candidates.filter(({ device }) => device !== 'cpu')) {
    trials.push(await tryDevice(options, candidate, reference.measured));
    onProgress(trials.length, candidates.length);
  }
  const { unit, threads } = reference.measured;
  return { trials: ranked(trials), unit, threads };
}

async function tryDevice(
  options: ProbeOptions,
  { device, missing }: Candidate,
  reference: Measurement,
): Promise<DeviceTrial> {
  if (missing !== null) return without(device, 'absent', missing);
  const { modelId, tolerance } = options;
  const attempt = await inProbe(options, device, (client) =>
    client.measure({ modelId, device, threads: [reference.threads] }),
  );
  if (attempt.outcome !== 'ran') return without(device, attempt.outcome, attempt.detail);
  const { right, ...verdict } = judgeTrial(attempt.measured, reference, tolerance);
  return right
    ? worked(device, attempt.measured.perSecond, verdict)
    : { device, outcome: 'wrong', perSecond: null, ...verdict };
}

/** Runs `work` against a fresh process, which ends with it whatever happens. */
async function inProbe(
  { spawn, configuration, timeLimitMs, signal }: ProbeOptions,
  device: DeviceId,
  work: (client: ProbeClient) => Promise<Measurement>,
): Promise<Attempt> {
  signal.throwIfAborted();
  const process = spawn({ entry: 'probe', name: `probe-${device}`, configuration });
  const connection = connect(probeContract, process.transport);
  const stopped = Promise.withResolvers<Attempt>();
  const stop = (): void => stopped.reject(new AppError('cancelled', 'The probe was cancelled.'));
  const detail = `It was not done after ${Math.round(timeLimitMs / 1000)} s.`;
  const timer = setTimeout(() => stopped.resolve({ outcome: 'timed_out', detail }), timeLimitMs);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const running = work(connection.client).then(
      (measured): Attempt => ({ outcome: 'ran', measured }),
      (error: unknown) => attemptOf(toAppError(error), process.exited),
    );
    return await Promise.race([running, stopped.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    process.kill();
    connection.close();
    await process.exited;
  }
}

async function attemptOf(error: AppError, exited: Promise<string>): Promise<Attempt> {
  if (error.code !== 'unavailable') return { outcome: 'failed', detail: explain(error.message) };
  return { outcome: 'crashed', detail: `The process that tried it ended (${await exited}).` };
}

/** What onnxruntime says, in words for a person. */
function explain(message: string): string {
  if (/Failed to get a WebGPU adapter/.test(message)) {
    return 'WebGPU found no graphics adapter that it can use: install or update the graphics driver (on Linux: Vulkan).';
  }
  if (/Failed to load shared library|libcu|libnv|CUDA/.test(message)) {
    return `CUDA or cuDNN cannot be loaded: ${lastSentence(message)}`;
  }
  return lastSentence(message);
}

const lastSentence = (message: string): string => message.trim().split('\n')[0]!.slice(0, 300);

function cpuFailed({ outcome, detail }: Exclude<Attempt, { outcome: 'ran' }>): AppError {
  const what = outcome === 'failed' ? detail : `The model does not run on the CPU: ${detail}`;
  return new AppError('inference_failed', what);
}

const threadsInWords = ({ threads }: Measurement): string =>
  `Fastest with ${threads} ${threads === 1 ? 'thread' : 'threads'}.`;

const worked = (
  device: DeviceId,
  perSecond: number,
  verdict: Pick<DeviceTrial, 'detail' | 'maxDifference'>,
): DeviceTrial => ({ device, outcome: 'slower', perSecond, ...verdict });

const without = (device: DeviceId, outcome: DeviceTrial['outcome'], detail: string): DeviceTrial => ({
  device,
  outcome,
  detail,
  perSecond: null,
  maxDifference: null,
});

/** Marks the fastest of those that work. */
function ranked(trials: readonly DeviceTrial[]): DeviceTrial[] {
  const most = Math.max(...trials.map(({ perSecond }) => perSecond ?? 0));
  return trials.map((trial) => (trial.perSecond === most ? { ...trial, outcome: 'fastest' } : trial));
}
