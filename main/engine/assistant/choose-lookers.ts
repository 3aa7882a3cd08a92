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
  const installed = (): ChatModel[] => shelf.list().flatMap((model) => toChatModel(model) ?? []);
  const asChosen = (): Lookers => {
    const { server, models } = settings.get();
    const asked = serverOf(server);
    if (asked !== null) return { ...lookersWith(null, installed()), chat: { kind: 'server', server: asked } };
    if (models.chat === null || models.chat === builtIn) return lookersWith(null, installed());
    const found = shelf.find(models.chat);
    const model = found === null ? null : toChatModel(found);
    if (model !== null) return lookersWith(model, installed());
    const title = found?.manifest.title ?? models.chat;
    const notice = `${title} is not installed, so the built-in model answers.`;
    return { ...lookersWith(null, installed()), notice };
  };
  return {
    lookers: (modelId) =>
      modelId === undefined ? asChosen() : lookersWith(toChatModel(usable(shelf, modelId)), installed()),
    chosen: () => settings.get().models.chat ?? builtIn,
    use(modelId) {
      usable(shelf, modelId);
      const chat = modelId === builtIn ? null : modelId;
      settings.update({ models: { chat }, server: { enabled: false } });
    },
  };
}

/** Throws `not_found`, `conflict`, `model_missing`. */
function usable(shelf: Shelf, modelId: ModelId): ShelfModel {
  const found = shelf.find(modelId);
  if (found === null) throw new AppError('not_found', `There is no model ${modelId}.`);
  const { manifest, installed } = found;
  if (!manifest.tasks.includes('answer') && !manifest.tasks.includes('caption'))
    throw new AppError('conflict', `${manifest.title} writes no answers. Choose a model that chats or describes.`);
  if (installed?.state === 'installed') return found;
  const problem = installed === null ? '' : ` whole: ${installed.problem}`;
  throw new AppError('model_missing', `${manifest.title} is not installed${problem}.`);
}

/** With `model` chosen, null for the built-in one; what it cannot do, another that is installed does. */
function lookersWith(model: ChatModel | null, installed: readonly ChatModel[]): Lookers {
  const models = model === null ? installed : [model, ...installed];
  const first = (task: ChatManifest['tasks'][number]): ChatModel | null =>
    models.find(({ manifest }) => manifest.tasks.includes(task)) ?? null;
  const answers = model?.manifest.tasks.includes('answer') === true;
  const captions = model?.manifest.tasks.includes('caption') === true;
  return {
    chat: model !== null && answers ? { kind: 'model', model } : null,
    caption: captions && !answers ? model : null,
    detect: first('detect'),
    read: first('read'),
    notice: null,
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
