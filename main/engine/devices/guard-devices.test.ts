import { describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../app/contract/devices.ts';
import { AppError, type ErrorCode } from '../../../app/contract/errors.ts';
import type { Inference } from '../../inference/client.ts';
import type { ChatEvent, ChatInput, InferenceClient } from '../../inference/contract.ts';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import type { DeviceChooser } from './device-chooser.ts';
import { guardDevices } from './guard-devices.ts';

const modelId = 'test/model';
const dim = 4;
const unit = (at: number): Float32Array => Float32Array.from({ length: dim }, (_, index) => Number(index === at));

interface Fakes {
  /** What embedding gives or throws on the device. */
  readonly onDevice?: () => Float32Array | ErrorCode;
  readonly onCpu?: () => Float32Array | ErrorCode;
  readonly chat?: (device: DeviceId) => AsyncIterable<ChatEvent>;
}

/** A guard over made-up inference, on a model that is to run on WebGPU. */
function openGuard({ onDevice = () => unit(0), onCpu = () => unit(0), chat }: Fakes) {
  const off: string[] = [];
  const used: string[] = [];
  const marks: string[] = [];
  const embedImages: InferenceClient['embedImages'] = async ({ device = 'cpu', count }) => {
    used.push(`${device} ${count}`);
    const given = device === 'cpu' ? onCpu() : onDevice();
    if (typeof given === 'string') throw new AppError(given, `${device}: ${given}`);
    return { dim, vectors: new Float32Array(Array.from({ length: count }, () => [...given]).flat()) };
  };
  const client = { embedImages, chat: ({ device }) => chat!(device) } as InferenceClient;
  const statuses: Inference['statuses'] = () => [
    { name: 'inference-index', state: 'idle', restarts: 1, lastExit: 'signal SIGSEGV' },
    { name: 'inference-generate', state: 'idle', restarts: 1, lastExit: 'signal SIGSEGV' },
  ];
  const devices = {
    deviceFor: () => ({ device: off.length === 0 ? 'webgpu' : 'cpu' }),
    turnOff: (_model: string, device: string, reason: string) => off.push(`${device}: ${reason}`),
  } as unknown as DeviceChooser;
  const guarded = guardDevices({
    inference: { lane: () => client, statuses } as unknown as Inference,
    devices,
    logger,
    tolerance: () => 1e-3,
    onVerified: () => marks.push('verified'),
    onDrift: () => marks.push('drift'),
  });
  const embed = (lane: 'index' | 'generate' = 'index') =>
    guarded.lane(lane).embedImages({ modelId, count: 2, pixels: new Uint8Array(2 * 12) }, undefined);
  return { guarded, embed, off, used, marks };
}

describe('a device that embeds photos', () => {
  it('is used, and compared with the CPU at the first batch and every 32nd', async () => {
    const { embed, used, marks, off } = openGuard({});
    for (let batch = 0; batch < 65; batch += 1) await embed();
    expect(used.filter((use) => use === 'webgpu 2')).toHaveLength(65);
    expect(used.filter((use) => use === 'cpu 1')).toHaveLength(3);
    expect(marks).toEqual(['verified', 'verified', 'verified']);
    expect(off).toEqual([]);
  });

  it('vouches for stored vectors by what the index lane computes, and is doubted for any', async () => {
    const good = openGuard({});
    await good.embed('generate');
    expect(good.marks).toEqual([]);
    const bad = openGuard({ onDevice: () => unit(1) });
    await bad.embed('generate');
    expect(bad.marks).toEqual(['drift']);
  });

  it.each([
    ['unavailable', 'webgpu: its process ended while it worked (signal SIGSEGV).'],
    ['inference_failed', 'webgpu: webgpu: inference_failed'],
    ['model_incompatible', 'webgpu: webgpu: model_incompatible'],
    ['out_of_memory', 'webgpu: webgpu: out_of_memory'],
  ] as const)('is turned off on %s, and the CPU gives the vectors', async (code, reason) => {
    const { embed, used, off } = openGuard({ onDevice: () => code });
    expect((await embed()).vectors).toEqual(new Float32Array([...unit(0), ...unit(0)]));
    await embed();
    expect(off).toEqual([reason]);
    expect(used).toEqual(['webgpu 2', 'cpu 2', 'cpu 2']);
  });

  it('is not to blame where the CPU fails too, nor for a cancelled call', async () => {
    const broken = openGuard({ onDevice: () => 'inference_failed', onCpu: () => 'inference_failed' });
    await expect(broken.embed()).rejects.toMatchObject({ code: 'inference_failed' });
    const cancelled = openGuard({ onDevice: () => 'cancelled' });
    await expect(cancelled.embed()).rejects.toMatchObject({ code: 'cancelled' });
    expect([...broken.off, ...cancelled.off]).toEqual([]);
  });

  it.each([
    ['NaN', Float32Array.of(Number.NaN, 0, 0, 0)],
    ['numbers of another size', Float32Array.of(2, 0, 0, 0)],
  ])('is turned off for %s in any batch', async (_what, wrong) => {
    let batch = 0;
    const { embed, off, marks } = openGuard({ onDevice: () => (batch++ < 3 ? unit(0) : wrong) });
    for (let count = 0; count < 4; count += 1) expect((await embed()).vectors.subarray(0, dim)).toEqual(unit(0));
    expect(off).toEqual(['webgpu: its result was no unit vector.']);
    expect(marks).toEqual(['verified', 'drift']);
  });

  it('is turned off once its numbers have drifted from the CPU’s', async () => {
    let batch = 0;
    const { embed, off, marks } = openGuard({ onDevice: () => unit(batch++ < 32 ? 0 : 1) });
    for (let count = 0; count < 33; count += 1) expect((await embed()).vectors.subarray(0, dim)).toEqual(unit(0));
    expect(off).toEqual([expect.stringContaining("had drifted from the CPU's by 1.0e+0")]);
    expect(marks).toEqual(['verified', 'drift']);
  });
});

describe('a device that chats', () => {
  const looking: ChatEvent = { type: 'looking', photos: [], promptTokens: 3, droppedTurns: 0 };
  const token: ChatEvent = { type: 'token', text: 'A dog' };
  const finished: ChatEvent = {
    type: 'finished',
    text: 'A dog',
    tokens: 2,
    tokenProbability: null,
    regions: [],
    tokensPerSecond: null,
    stoppedBy: 'end',
  };
  const input: ChatInput = {
    modelId,
    device: 'cpu',
    task: { kind: 'chat' },
    turns: [{ role: 'user', text: 'What is it?', photoKeys: [] }],
    photos: [],
    detail: 'gist',
    sampling: { temperature: 0, seed: 0, maxNewTokens: 8 },
  };
  const failsAfter = (events: readonly ChatEvent[], code: ErrorCode) =>
    async function* (device: DeviceId): AsyncGenerator<ChatEvent> {
      if (device === 'cpu') return yield* [looking, token, finished];
      yield* events;
      throw new AppError(code, 'Device lost.');
    };
  const answer = async ({ guarded }: ReturnType<typeof openGuard>, into: ChatEvent[]) => {
    for await (const event of guarded.lane('generate').chat(input)) into.push(event);
  };

  it('gives way to the CPU before the first word: what is looked at is said once', async () => {
    const guard = openGuard({ chat: failsAfter([looking], 'inference_failed') });
    const events: ChatEvent[] = [];
    await answer(guard, events);
    expect(events).toEqual([looking, token, finished]);
    expect(guard.off).toEqual(['webgpu: Device lost.']);
  });

  it('ends an answer openly once words are on the screen, and the next is the CPU’s', async () => {
    const guard = openGuard({ chat: failsAfter([looking, token], 'unavailable') });
    const events: ChatEvent[] = [];
    await expect(answer(guard, events)).rejects.toMatchObject({
      code: 'unavailable',
      message: 'WebGPU failed in the middle of the answer and was turned off. Ask again: the CPU answers.',
    });
    expect(events).toEqual([looking, token]);
    await answer(guard, events);
    expect(events).toEqual([looking, token, looking, token, finished]);
  });
});
