import { expect, it } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { createSettingsStore, type SettingsStore } from '../../store/settings.ts';
import type { ModelId } from '../../../app/contract/ids.ts';
import { installedModel } from '../models/testing/search-model.ts';
import type { Shelf, ShelfModel } from '../models/open-shelf.ts';
import { createChatChoice, type ChatChoice } from './choose-lookers.ts';
import { chatModel } from './testing/chat-model.ts';

const smolvlm = chatModel();
const florence = chatModel({ id: 'florence2/test', tasks: ['caption', 'detect', 'read'] });
const absent = chatModel({ id: 'gemma/test' });

function open(...installed: readonly ReturnType<typeof chatModel>[]): { choice: ChatChoice; settings: SettingsStore } {
  const models: ShelfModel[] = [
    { manifest: installedModel.manifest, installed: installedModel, begun: null },
    ...installed.map((model) => ({ manifest: model.manifest, installed: model, begun: null })),
    { manifest: absent.manifest, installed: null, begun: null },
  ];
  const shelf: Shelf = {
    bundled: installedModel,
    root: '/models',
    list: () => models,
    find: (modelId) => models.find(({ manifest }) => manifest.id === modelId) ?? null,
    refresh: () => Promise.resolve(),
    onChange: () => () => undefined,
  };
  const settings = createSettingsStore(openDatabase(':memory:'));
  return { choice: createChatChoice({ shelf, settings }), settings };
}

const namesOf = (choice: ChatChoice) => {
  const { chat, caption, detect, read } = choice.lookers();
  const asked = chat === null ? null : chat.kind === 'server' ? chat.server.address : chat.model.manifest.id;
  return [asked, ...[caption, detect, read].map((model) => model?.manifest.id ?? null)];
};

it('leaves everything to the built-in model at first, but what an installed one alone can do', () => {
  expect(namesOf(open().choice)).toEqual([null, null, null, null]);
  expect(namesOf(open(smolvlm, florence).choice)).toEqual([null, null, 'florence2/test', 'florence2/test']);
});

it('asks the chosen model what it can do', () => {
  const { choice } = open(smolvlm, florence);
  choice.use(smolvlm.manifest.id);
  expect(choice.chosen()).toBe('smolvlm/test');
  expect(namesOf(choice)).toEqual(['smolvlm/test', null, 'florence2/test', 'florence2/test']);
  choice.use(florence.manifest.id);
  expect(namesOf(choice)).toEqual([null, 'florence2/test', 'florence2/test', 'florence2/test']);
});

it('says so where the chosen model is gone', () => {
  const { choice, settings } = open();
  settings.update({ models: { chat: absent.manifest.id } });
  expect(choice.lookers()).toMatchObject({
    chat: null,
    notice: 'test is not installed, so the built-in model answers.',
  });
});

it('asks a server that is turned on and set up, until a model is chosen', () => {
  const { choice, settings } = open(smolvlm);
  const address = 'http://localhost/v1';
  settings.update({ server: { enabled: true, address } });
  expect(namesOf(choice)[0]).toBeNull();
  settings.update({ server: { model: 'm' } });
  expect(namesOf(choice)[0]).toBe(address);
  expect(choice.lookers().chat).toMatchObject({ server: { consented: false } });
  settings.update({ server: { consentedAddress: address } });
  expect(choice.lookers().chat).toMatchObject({ server: { consented: true } });
  settings.update({ server: { address: 'http://elsewhere/v1' } });
  expect(choice.lookers().chat).toMatchObject({ server: { consented: false } });
  expect(choice.lookers(smolvlm.manifest.id).chat).toMatchObject({ kind: 'model' });
  choice.use(smolvlm.manifest.id);
  expect(settings.get().server.enabled).toBe(false);
});

it.each([
  ['none/none', 'not_found'],
  ['gemma/test', 'model_missing'],
  ['test/model', 'conflict'],
])('refuses %s: %s', (modelId, code) => {
  expect(() => open().choice.use(modelId as ModelId)).toThrow(expect.objectContaining({ code }) as Error);
});
