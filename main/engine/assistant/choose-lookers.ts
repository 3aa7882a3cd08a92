import { AppError } from '../../../app/contract/errors.ts';
import type { ModelId } from '../../../app/contract/ids.ts';
import { isChat, type ChatManifest } from '../../../models/manifest.ts';
import type { SettingsStore } from '../../store/settings.ts';
import type { Shelf, ShelfModel } from '../models/open-shelf.ts';
import type { ChatModel, Lookers, ServerChoice } from './lookers.ts';

export interface ChatChoice {
  /** Who may be asked now; with `modelId`, that model in place of what the settings say. Throws `model_missing`, `conflict`. */
  lookers(modelId?: ModelId): Lookers;
  /** The chosen model, whether or not a server answers in its place. */
  chosen(): ModelId;
  /** Makes it the chat model, in place of a server too. Throws `not_found`, `model_missing`, `conflict`. */
  use(modelId: ModelId): void;
}

/** Which model looks at photos and answers, by the person's settings and what is installed. */
export function createChatChoice({ shelf, settings }: { shelf: Shelf; settings: SettingsStore }): ChatChoice {
  const builtIn = shelf.bundled.manifest.id;

  function usable(modelId: ModelId): ShelfModel {
    const found = shelf.find(modelId);
    if (found === null) throw new AppError('not_found', `There is no model ${modelId}.`);
    const { manifest, installed } = found;
    if (!manifest.tasks.some((task) => task === 'answer' || task === 'caption' || task === 'read'))
      throw new AppError('conflict', `${manifest.title} writes no answers. Choose a model that chats or describes.`);
    if (installed?.state !== 'installed')
      throw new AppError(
        'model_missing',
        `${manifest.title} is not installed${installed === null ? '' : ` whole: ${installed.problem}`}.`,
      );
    return found;
  }

  const installed = (): ChatModel[] => shelf.list().flatMap((model) => toChatModel(model) ?? []);

  function withModel(model: ChatModel | null): Lookers {
    const others = installed();
    const first = (task: ChatManifest['tasks'][number]): ChatModel | null =>
      [...(model === null ? [] : [model]), ...others].find(({ manifest }) => manifest.tasks.includes(task)) ?? null;
    const answers = model?.manifest.tasks.includes('answer') === true;
    return {
      chat: model !== null && answers ? { kind: 'model', model } : null,
      caption: model !== null && !answers && model.manifest.tasks.includes('caption') ? model : null,
      detect: first('detect'),
      read: first('read'),
      notice: null,
    };
  }

  return {
    lookers(modelId) {
      if (modelId !== undefined) return withModel(toChatModel(usable(modelId)));
      const server = serverOf(settings.get().server);
      if (server !== null) return { ...withModel(null), chat: { kind: 'server', server } };
      const { chat } = settings.get().models;
      if (chat === null || chat === builtIn) return withModel(null);
      const found = shelf.find(chat);
      const model = found === null ? null : toChatModel(found);
      if (model !== null) return withModel(model);
      const title = found?.manifest.title ?? chat;
      return { ...withModel(null), notice: `${title} is not installed, so the built-in model answers.` };
    },
    chosen: () => settings.get().models.chat ?? builtIn,
    use(modelId) {
      usable(modelId);
      const chat = modelId === builtIn ? null : modelId;
      settings.update({ models: { chat }, server: { enabled: false } });
    },
  };
}

function toChatModel({ manifest, installed }: ShelfModel): ChatModel | null {
  return isChat(manifest) && installed?.state === 'installed' ? { ...installed, manifest } : null;
}

/** null where none is set up or it is turned off. */
function serverOf({
  enabled,
  address,
  model,
  longestEdge,
  consentedAddress,
}: ReturnType<SettingsStore['get']>['server']): ServerChoice | null {
  if (!enabled || address === '' || model === '') return null;
  return { address, model, longestEdge, consented: consentedAddress === address };
}
