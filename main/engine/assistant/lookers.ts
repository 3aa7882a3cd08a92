import type { ChatManifest } from '../../../models/manifest.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';
import type { Abilities } from './abilities.ts';

/** An installed model that writes about photos. */
export type ChatModel = InstalledModel & { readonly manifest: ChatManifest };

/** A server of the person's own, as the settings name it. */
export interface ServerChoice {
  readonly address: string;
  readonly model: string;
  /** Photos are scaled to this longest edge, pixels. */
  readonly longestEdge: number;
  /** The person has agreed to send photos to this very address. */
  readonly consented: boolean;
}

/** Who may be asked about what a photo shows, at this moment. Where nobody is named, the built-in decoder is. */
export interface Lookers {
  /** Takes free questions about several photos, with the turns before. */
  readonly chat:
    | { readonly kind: 'model'; readonly model: ChatModel }
    | { readonly kind: 'server'; readonly server: ServerChoice }
    | null;
  /** Look at one photo at a time, each for its own task. */
  readonly caption: ChatModel | null;
  readonly detect: ChatModel | null;
  readonly read: ChatModel | null;
  /** Why the chosen model does not answer; null where it does. */
  readonly notice: string | null;
}

/** What the router needs to know of them. */
export function abilitiesOf({ chat, caption, detect, read }: Lookers): Abilities {
  return {
    chat: chat === null ? null : chat.kind === 'server' ? serverAbilities : modelAbilities(chat.model),
    caption: caption?.manifest.title ?? null,
    detect: detect?.manifest.title ?? null,
    read: read?.manifest.title ?? null,
  };
}

/** What a server's model can do only its owner knows: it is asked. */
const serverAbilities = { title: 'your server', seesPhotos: true, reads: true, sends: true };

const modelAbilities = ({ manifest: { title, tasks, chat } }: ChatModel): Abilities['chat'] => ({
  title,
  seesPhotos: chat.image.kind !== 'none' && chat.maxPhotos > 0,
  reads: tasks.includes('read'),
});
