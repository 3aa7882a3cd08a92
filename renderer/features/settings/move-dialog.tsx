import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FolderOpen } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { moveErrorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { useChooseDirectory } from '../folders/use-choose-directory.tsx';

/** Asks for the folder that the library moves to; its path can be typed or chosen. */
export function MoveDialog({ onClose }: { onClose: () => void }): ReactNode {
  const words = en.settings;
  const [directory, setDirectory] = useState('');
  const move = useMoveLibrary(onClose);
  const empty = directory.trim() === '';
  const submit = (): void => {
    if (!empty) move.mutate(directory.trim());
  };
  const footer = (
    <>
      <Button kind="outline" onClick={onClose}>
        {en.cancel}
      </Button>
      <Button kind="primary" disabled={empty || move.isPending} onClick={submit}>
        {words.move}
      </Button>
    </>
  );
  return (
    <Dialog title={words.moveTitle} footer={footer} onClose={onClose}>
      <p>{words.moveText}</p>
      <DirectoryField value={directory} onChange={setDirectory} onSubmit={submit} />
      {move.isError ? (
        <Notice tone="bad" role="alert">
          {moveErrorText(move.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}

interface DirectoryFieldProps {
  readonly value: string;
  readonly onChange: (directory: string) => void;
  readonly onSubmit: () => void;
}

function DirectoryField({ value, onChange, onSubmit }: DirectoryFieldProps): ReactNode {
  const words = en.settings;
  const place = useChooseDirectory({ title: words.moveFolder, action: words.moveHere });
  const browse = async (): Promise<void> => onChange((await place.choose()) ?? value);
  return (
    <>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <label htmlFor="move-directory">{words.moveFolder}</label>
        <div className="row">
          <input
            id="move-directory"
            data-autofocus
            className="field grow"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <Button kind="outline" icon={<FolderOpen aria-hidden />} onClick={() => void browse()}>
            {words.browse}
          </Button>
        </div>
      </form>
      {place.dialog}
    </>
  );
}

function useMoveLibrary(onClose: () => void) {
  const engine = useEngine();
  const queries = useQueryClient();
  const store = useAppStore();
  return useMutation({
    mutationFn: (directory: string) => engine.settings.move({ directory }),
    onSuccess: () => {
      onClose();
      showToast(store, en.settings.moveStarted);
      return queries.invalidateQueries({ queryKey: keys.storage });
    },
  });
}
