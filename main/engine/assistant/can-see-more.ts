import type { ChatAbilities } from '../../../models/manifest.ts';
import type { NumberedSubject } from './subject.ts';

/** True where a photo has more pixels than the gist of it shows. */
export async function canSeeMore(
  about: readonly NumberedSubject[],
  image: ChatAbilities['image'],
  signal: AbortSignal,
): Promise<boolean> {
  if (image.kind === 'none') return false;
  const gistEdge = image.kind === 'tiles' ? image.tilePixels : Math.sqrt(image.minPixels);
  for (const { subject } of about) {
    const facts = await subject.facts(signal).catch(() => null);
    if (Math.max(facts?.width ?? 0, facts?.height ?? 0) > gistEdge) return true;
  }
  return false;
}
