import type { HandlerContext } from '../../../app/contract/define.ts';
import type { DeviceId } from '../../../app/contract/devices.ts';
import { AppError } from '../../../app/contract/errors.ts';
import type { ChatManifest } from '../../../models/manifest.ts';
import type { ChatInput, InferenceHandlers } from '../contract.ts';
import { probePictures } from './probe-pictures.ts';
import type { Measurement } from './probe-contract.ts';

export interface ChatTrial {
  readonly manifest: ChatManifest;
  readonly device: DeviceId;
  readonly context: HandlerContext;
}

const side = 384;
const tokens = 16;

/** Tokens a second of a chat model, and what it says about a picture; the first run loads it and is not timed. */
export async function measureChat(
  handlers: Pick<InferenceHandlers, 'chat'>,
  trial: ChatTrial,
): Promise<Omit<Measurement, 'threads'>> {
  await answer(handlers, trial);
  const { text, perSecond } = await answer(handlers, trial);
  return { result: { kind: 'text', text }, perSecond, unit: 'tokens' };
}

async function answer({ chat }: Pick<InferenceHandlers, 'chat'>, { manifest, device, context }: ChatTrial) {
  const started = performance.now();
  for await (const event of chat(probeQuestion(manifest, device), context)) {
    if (event.type !== 'finished') continue;
    const overall = (event.tokens * 1000) / (performance.now() - started);
    return { text: event.text, perSecond: event.tokensPerSecond ?? overall };
  }
  throw new AppError('inference_failed', `${manifest.id} gave no answer on ${device}.`);
}

/** The same question every time, about a picture where the model sees any. */
export function probeQuestion({ id, family, chat }: ChatManifest, device: DeviceId): ChatInput {
  const seesPhotos = chat.image.kind !== 'none';
  const photo = { key: 'probe', width: side, height: side, pixels: probePictures(1, side) };
  return {
    modelId: id,
    device,
    task: family === 'florence2' ? { kind: 'caption', length: 'short' } : { kind: 'chat' },
    turns: [
      {
        role: 'user',
        text: seesPhotos ? 'Describe this photo.' : 'Name the colours of the rainbow.',
        photoKeys: seesPhotos ? [photo.key] : [],
      },
    ],
    photos: seesPhotos ? [photo] : [],
    detail: 'gist',
    sampling: { temperature: 0, seed: 0, maxNewTokens: tokens },
  };
}
