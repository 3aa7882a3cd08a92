import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useEngine } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { forgetConversation } from '../chat/chat-actions.ts';
import { SettingRow, SettingSection } from './setting-row.tsx';

type What = 'index' | 'everything';

/** Starting afresh, with the index alone or with everything; a typed word stands before it. */
export function ResetSection(): ReactNode {
  const [what, setWhat] = useState<What | null>(null);
  const words = en.settings;
  return (
    <SettingSection id="reset" title={words.reset}>
      <div className="card settings-card">
        {(['index', 'everything'] as const).map((each) => (
          <SettingRow key={each} label={words.resets[each].title} note={words.resets[each].note}>
            <Button kind="danger" onClick={() => setWhat(each)}>
              {words.resets[each].action}
            </Button>
          </SettingRow>
        ))}
      </div>
      {what === null ? null : <ResetDialog what={what} onClose={() => setWhat(null)} />}
    </SettingSection>
  );
}

function ResetDialog({ what, onClose }: { what: What; onClose: () => void }): ReactNode {
  const words = en.settings;
  const [typed, setTyped] = useState('');
  const reset = useReset(onClose);
  const allowed = typed.trim().toLowerCase() === words.resetWord && !reset.isPending;
  const confirm = (): void => {
    if (allowed) reset.mutate(what);
  };
  return (
    <ConfirmDialog
      title={words.resets[what].question}
      text={words.resets[what].note}
      action={words.resets[what].action}
      busy={reset.isPending}
      disabled={!allowed}
      onConfirm={confirm}
      onClose={onClose}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <label htmlFor="reset-word">{words.resetType(words.resetWord)}</label>
        <input
          id="reset-word"
          data-autofocus
          className="field"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
    </ConfirmDialog>
  );
}

function useReset(onClose: () => void) {
  const engine = useEngine();
  const queries = useQueryClient();
  const store = useAppStore();
  const report = useReportError();
  return useMutation({
    mutationFn: (what: What) => engine.settings.reset({ what, confirm: 'reset' }),
    onSuccess: (_done, what) => {
      onClose();
      if (what === 'everything') forgetConversation(store);
      showToast(store, en.settings.resetDone);
      return queries.invalidateQueries();
    },
    onError: report,
  });
}
