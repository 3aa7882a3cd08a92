import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { modelErrorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { SettingRow } from './setting-row.tsx';

const fieldId = 'setting-server-key';

/** The key for this address: it goes in and never comes out again. */
export function ServerKeyRow({ address }: { address: string }): ReactNode {
  const words = en.server;
  const engine = useEngine();
  const queries = useQueryClient();
  const store = useAppStore();
  const [draft, setDraft] = useState('');
  const queryKey = [...keys.serverKey, address];
  const state = useQuery({ queryKey, queryFn: ({ signal }) => engine.chatServer.key({}, { signal }) }).data;
  const { mutate: keep, isPending } = useMutation({
    mutationFn: (key: string | null) => engine.chatServer.setKey({ key }),
    onSuccess(now) {
      setDraft('');
      queries.setQueryData(queryKey, now);
    },
    onError: (error) => showToast(store, modelErrorText(error)),
  });
  if (state === undefined) return null;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (draft.trim() !== '') keep(draft.trim());
  };
  const note = state.present ? words.keyOf(state.detail) : words.keyNote(state.detail);
  if (state.keptIn === 'environment')
    return (
      <SettingRow label={words.key} note={note}>
        <span className="quiet">{words.keyPresent}</span>
      </SettingRow>
    );
  return (
    <SettingRow label={words.key} note={note} fieldId={fieldId}>
      <form className="row" onSubmit={submit}>
        <input
          id={fieldId}
          className="field"
          type="password"
          autoComplete="off"
          value={draft}
          placeholder={state.present ? words.keyPresent : ''}
          aria-describedby={`${fieldId}-note`}
          onChange={(event) => setDraft(event.target.value)}
        />
        {state.present && draft === '' ? (
          <Button kind="outline" disabled={isPending} onClick={() => keep(null)}>
            {words.forgetKey}
          </Button>
        ) : (
          <Button kind="outline" type="submit" disabled={isPending || draft.trim() === ''}>
            {words.saveKey}
          </Button>
        )}
      </form>
    </SettingRow>
  );
}
