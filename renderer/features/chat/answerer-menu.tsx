import { Boxes, Check, Cpu, Server, Settings2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Settings } from '../../../app/contract/settings.ts';
import { useModels, useSettings, useUpdateSettings } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { possibleUses, titleOf } from '../model/model-list.ts';
import { useModelCall } from '../model/use-models.ts';
import { navigate } from '../shell/navigate.ts';

/** Which model answers what needs looking, and the way to another. */
export function AnswererMenu(): ReactNode {
  const store = useAppStore();
  const list = useModels().data;
  const settings = useSettings().data;
  const { mutate: update } = useUpdateSettings();
  const { mutate: choose } = useModelCall(async (models, modelId: Parameters<typeof models.use>[0]['modelId']) =>
    models.use({ use: 'chat', modelId }),
  );
  if (list === undefined || settings === undefined) return null;
  const { server } = settings;
  const asksServer = isReady(server) && server.enabled;
  const installed = list.models.filter((model) => model.state === 'installed' && possibleUses(model).includes('chat'));
  const items: MenuItem[] = [
    ...installed.map(({ modelId, title }) => {
      const checked = !asksServer && modelId === list.chat;
      return { label: title, icon: checked ? Check : Cpu, checked, onChoose: () => choose(modelId) };
    }),
    ...(isReady(server)
      ? [
          {
            label: en.chat.server(server.model, hostOf(server)),
            icon: asksServer ? Check : Server,
            checked: asksServer,
            onChoose: () => update({ server: { enabled: true } }),
          },
        ]
      : []),
    { label: en.chat.manageModels, icon: Boxes, onChoose: () => navigate(store, { view: 'models' }) },
    { label: en.chat.setUpServer, icon: Settings2, onChoose: () => navigate(store, { view: 'settings' }) },
  ];
  const title = asksServer ? en.chat.server(server.model, hostOf(server)) : titleOf(list.models, list.chat);
  return <Menu label={en.chat.chooseModel} text={title} side="above" items={items} />;
}

/** Says where questions go while a server answers. */
export function SendsTo(): ReactNode {
  const server = useSettings().data?.server;
  if (server === undefined || !server.enabled || !isReady(server)) return null;
  return <p className="composer-server">{en.chat.sendsTo(hostOf(server), server.longestEdge)}</p>;
}

const isReady = ({ address, model }: Settings['server']): boolean => address !== '' && model !== '';

const hostOf = ({ address }: Settings['server']): string => URL.parse(address)?.host ?? address;
