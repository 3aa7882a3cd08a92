import { ModelManifest, isChat, type ChatAbilities, type ChatManifest } from '../../../../models/manifest.ts';
import { installedModel } from '../../models/testing/search-model.ts';
import type { ChatModel } from '../lookers.ts';

interface Given {
  readonly id?: string;
  readonly tasks?: ChatManifest['tasks'];
  readonly chat?: Partial<ChatAbilities>;
}

/** A chat model that is said to be installed, and has no files. */
export function chatModel({ id = 'smolvlm/test', tasks = ['answer', 'caption'], chat = {} }: Given = {}): ChatModel {
  const {
    embeddingDim: _dim,
    imageSize: _size,
    ...base
  } = installedModel.manifest as unknown as Record<string, unknown>;
  const manifest = ModelManifest.parse({
    ...base,
    id,
    title: id.split('/')[1],
    family: id.split('/')[0],
    tasks,
    source: { kind: 'folder' },
    chat: {
      contextTokens: 2048,
      maxNewTokens: 256,
      maxPhotos: 4,
      image: { kind: 'tiles', tilePixels: 512, tokensPerTile: 64, maxTiles: 17 },
      ...chat,
    },
  });
  if (!isChat(manifest)) throw new Error(`Expected a family of chat models but received ${id}`);
  return { ...installedModel, manifest };
}
