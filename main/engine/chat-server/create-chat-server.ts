import type { ServerKey } from '../../../app/contract/chat-server.ts';
import { AppError } from '../../../app/contract/errors.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import { listServerModels } from '../../network/chat-server/list-server-models.ts';
import type { SecretStore } from '../../platform/secret-store.ts';
import type { SettingsStore } from '../../store/settings.ts';
import { readServerKey, writeServerKey } from './server-key.ts';

/** The person's own server: its key and its models. */
export function createChatServer({
  secrets,
  settings,
}: {
  secrets: SecretStore;
  settings: SettingsStore;
}): EngineHandlers['chatServer'] {
  const address = (): string => settings.get().server.address;
  const keyState = async (): Promise<ServerKey> => ({
    present: (await readServerKey(secrets, address())) !== null,
    ...(await secrets.where()),
  });
  const needAddress = (): string => {
    if (address() !== '') return address();
    throw new AppError('invalid_input', 'There is no address yet. Enter the address of the server first.');
  };
  return {
    key: keyState,
    async setKey({ key }) {
      await writeServerKey(secrets, needAddress(), key);
      return keyState();
    },
    async models(_input, { signal }) {
      const server = needAddress();
      return { models: await listServerModels({ address: server, key: await readServerKey(secrets, server) }, signal) };
    },
  };
}
