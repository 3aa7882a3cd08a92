import { AppError } from '../../../app/contract/errors.ts';
import type { ChatAbilities, ChatManifest } from '../../../models/manifest.ts';

type Image = ChatAbilities['image'];

/** The manifest's facts about tiles. Throws `model_incompatible` where it has none. */
export const tilesOf = (manifest: ChatManifest): Extract<Image, { kind: 'tiles' }> => imageOf(manifest, 'tiles');

/** The manifest's facts about patches. Throws `model_incompatible` where it has none. */
export const patchesOf = (manifest: ChatManifest): Extract<Image, { kind: 'patches' }> => imageOf(manifest, 'patches');

function imageOf<K extends Image['kind']>({ id, family, chat }: ChatManifest, kind: K): Extract<Image, { kind: K }> {
  if (chat.image.kind === kind) return chat.image as Extract<Image, { kind: K }>;
  throw new AppError(
    'model_incompatible',
    `Expected ${kind} for images of ${id}, as ${family} takes, in its manifest.`,
  );
}
