import type { Look } from '../../../app/contract/assistant.ts';
import type { ChatAbilities } from '../../../models/manifest.ts';
import type { ChatSubject } from './chat-turns.ts';

/** True where a photo has more pixels than were seen of it, and the model can take more. */
export async function canSeeMore(
  photos: readonly ChatSubject[],
  { looks, image }: { looks: ReadonlyMap<string, Look>; image: ChatAbilities['image'] },
  signal: AbortSignal,
): Promise<boolean> {
  const most = mostPixels(image);
  for (const { key, subject } of photos) {
    const look = looks.get(key);
    if (look === undefined || look.width * look.height >= most) continue;
    const { width, height } = await subject.facts(signal).catch(() => ({ width: null, height: null }));
    if (width !== null && height !== null && (width > look.width || height > look.height)) return true;
  }
  return false;
}

/** Pixels that a model sees of a photo at most. */
function mostPixels(image: ChatAbilities['image']): number {
  if (image.kind === 'none') return 0;
  if (image.kind === 'patches') return image.maxPixels;
  // Of several tiles one shows the whole again.
  return image.tilePixels ** 2 * Math.max(1, image.maxTiles - 1);
}
