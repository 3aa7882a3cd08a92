import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Settings } from '../../../app/contract/settings.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { useUpdateSettings } from '../../engine/hooks.ts';
import { en } from '../../text/en.ts';
import { modelErrorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { LimitField } from './limit-field.tsx';
import { ServerKeyRow } from './server-key-row.tsx';
import { SettingSection, ToggleRow } from './setting-row.tsx';
import { TextField } from './text-field.tsx';
import { parseAddress } from './web-address.ts';

/** A server of the person's own that answers in place of the chat model: off until it is turned on. */
export function ServerSection({ server }: { server: Settings['server'] }): ReactNode {
  const words = en.server;
  const { mutate } = useUpdateSettings();
  const update = (patch: Partial<Settings['server']>): void => mutate({ server: patch });
  const incomplete = server.address === '' || server.model === '';
  const models = useServerModels();
  return (
    <SettingSection id="server" title={words.title}>
      <p className="quiet">{words.note}</p>
      <div className="card settings-card" data-testid="server-settings">
        <TextField
          label={words.address}
          note={words.addressNote}
          fieldId="setting-server-address"
          inputMode="url"
          value={server.address}
          parse={(text) => (text.trim() === '' ? '' : parseAddress(text))}
          error={words.addressInvalid}
          onChange={(address) => {
            models.reset();
            update({ address });
          }}
        />
        {server.address === '' ? null : <ServerKeyRow address={server.address} />}
        {server.address === '' ? null : <TestRow models={models} />}
        <TextField
          label={words.model}
          note={words.modelNote}
          fieldId="setting-server-model"
          value={server.model}
          choices={models.data?.models ?? []}
          parse={(text) => text.trim()}
          error=""
          onChange={(model) => update({ model })}
        />
        <LimitField
          label={words.edge}
          note={words.edgeNote}
          fieldId="setting-server-edge"
          value={server.longestEdge}
          range={[64, 4096]}
          onChange={(longestEdge) => update({ longestEdge })}
        />
        <ToggleRow
          label={words.enabled}
          fieldId="setting-server"
          value={server.enabled}
          {...(incomplete ? { note: words.incomplete } : {})}
          onChange={(enabled) => update({ enabled })}
        />
      </div>
    </SettingSection>
  );
}

function useServerModels() {
  const engine = useEngine();
  return useMutation({ mutationFn: () => engine.chatServer.models({}) });
}

/** Whether anything answers at the address, and what it has; asked only when the person wants to know. */
function TestRow({ models }: { models: ReturnType<typeof useServerModels> }): ReactNode {
  const words = en.server;
  const found = models.data?.models;
  return (
    <div className="setting">
      <p className="grow server-test" role="status">
        {models.isError ? <span className="field-error">{modelErrorText(models.error)}</span> : null}
        {found === undefined ? null : words.has(found.length)}
      </p>
      <Button kind="outline" disabled={models.isPending} onClick={() => models.mutate()}>
        {models.isPending ? words.testing : words.test}
      </Button>
    </div>
  );
}
