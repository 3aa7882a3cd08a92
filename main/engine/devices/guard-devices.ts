import type { DeviceId } from '../../../app/contract/devices.ts';
import { AppError } from '../../../app/contract/errors.ts';
import type { Inference } from '../../inference/client.ts';
import { lanes, type ChatEvent, type InferenceClient, type Lane } from '../../inference/contract.ts';
import { createVectorCheck, type VectorCheckOptions } from './check-vectors.ts';
import { deviceNames } from './device-chooser.ts';
import { createFallBack, type FallBack, type FallBackOptions } from './fall-back.ts';

/**
 * Inference on the device that `devices` chooses, whatever a call says; the CPU goes on where it fails. Texts are embedded on the
 * CPU, where one takes milliseconds and needs no second copy of the model in the memory of the graphics processor.
 */
export function guardDevices(options: FallBackOptions & VectorCheckOptions): Inference {
  const guarded = new Map(lanes.map((lane) => [lane, guardLane(options, lane)]));
  return { ...options.inference, lane: (lane) => guarded.get(lane)! };
}

function guardLane(options: FallBackOptions & VectorCheckOptions, lane: Lane): InferenceClient {
  const client = options.inference.lane(lane);
  const fallBack = createFallBack(options, lane);
  // Vectors that are stored come from the index lane alone: only its comparisons vouch for them.
  const check = createVectorCheck(lane === 'index' ? options : { ...options, onVerified: () => undefined });
  return {
    ...client,
    embedImages(input, call) {
      const { modelId, count, pixels } = input;
      const first = { modelId, device: 'cpu', count: 1, pixels: pixels.subarray(0, pixels.length / count) } as const;
      const onCpu = async () => (await client.embedImages(first, call)).vectors;
      return fallBack.run(
        modelId,
        (device) => client.embedImages({ ...input, device }, call),
        (embedded) => check({ modelId, ...embedded, onCpu }),
      );
    },
    embedTexts: (input, call) => client.embedTexts({ ...input, device: 'cpu' }, call),
    chat: guardChat(client.chat, options.devices.deviceFor, fallBack),
    cachedChatPhotos: (input, call) =>
      fallBack.run(input.modelId, (device) => client.cachedChatPhotos({ ...input, device }, call)),
    warm: (input, call) =>
      lane === 'interactive'
        ? client.warm({ ...input, device: 'cpu' }, call)
        : fallBack.run(input.modelId, (device) => client.warm({ ...input, device }, call)),
  };
}

/** An answer begins anew on the CPU where the device fails before its first word. */
function guardChat(
  chat: InferenceClient['chat'],
  deviceFor: (modelId: string) => { readonly device: DeviceId },
  { isFault, turnOff, watch }: FallBack,
): InferenceClient['chat'] {
  return async function* (input, call) {
    const { device } = deviceFor(input.modelId);
    const seen = new Set<string>();
    let watched = watch(device);
    try {
      for await (const event of chat({ ...input, device }, call)) {
        watched[Symbol.dispose]();
        seen.add(event.type);
        yield event;
        watched = watch(device);
      }
    } catch (error) {
      if (device === 'cpu' || !isFault(error)) throw error;
      if (!seen.has('token')) yield* answerOnCpu();
      turnOff(input.modelId, device, error);
      if (seen.has('token')) throw interrupted(device, error);
    } finally {
      watched[Symbol.dispose]();
    }

    /** What is looked at was said already where the device came that far. */
    async function* answerOnCpu(): AsyncGenerator<ChatEvent> {
      for await (const event of chat({ ...input, device: 'cpu' }, call))
        if (event.type !== 'looking' || !seen.has('looking')) yield event;
    }
  };
}

/** Half an answer is on the screen: it cannot go on on another device, but it can be asked for again. */
function interrupted(device: DeviceId, cause: unknown): AppError {
  const message = `${deviceNames[device]} failed in the middle of the answer and was turned off. Ask again: the CPU answers.`;
  return new AppError('unavailable', message, { cause });
}
