import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FolderInput, Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ModelId } from '../../../app/contract/ids.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { keys } from '../../engine/query-keys.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { modelErrorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { useChooseDirectory } from '../folders/use-choose-directory.tsx';
import { isRepositoryName } from './repository-name.ts';

interface AddModelDialogProps {
  /** The model that is in the list now, or on its way. */
  readonly onAdded: (modelId: ModelId) => void;
  readonly onClose: () => void;
}

/** Brings a model that the list does not have: from a folder, or from the hub by its repository's name. */
export function AddModelDialog({ onAdded, onClose }: AddModelDialogProps): ReactNode {
  return (
    <Dialog title={en.models.add.title} onClose={onClose}>
      <FromHub onAdded={onAdded} />
      <hr className="rule" />
      <FromFolder onAdded={onAdded} />
    </Dialog>
  );
}

type Added = Pick<AddModelDialogProps, 'onAdded'>;

function FromFolder({ onAdded }: Added): ReactNode {
  const words = en.models.add;
  const engine = useEngine();
  const store = useAppStore();
  const queries = useQueryClient();
  const place = useChooseDirectory({ title: words.folderTitle, action: words.folderHere });
  const add = useMutation({
    mutationFn: (directory: string) => engine.models.importFolder({ directory }),
    async onSuccess({ modelId }) {
      showToast(store, words.imported);
      await queries.invalidateQueries({ queryKey: keys.models });
      onAdded(modelId);
    },
  });
  const choose = async (): Promise<void> => {
    const directory = await place.choose();
    if (directory !== null) add.mutate(directory);
  };
  return (
    <section className="stack" aria-label={words.folder}>
      <h3>{words.folder}</h3>
      <p className="quiet">{words.folderNote}</p>
      {add.isError ? <Refused error={add.error} /> : null}
      <div>
        <Button
          kind="outline"
          icon={<FolderInput aria-hidden />}
          disabled={add.isPending}
          onClick={() => void choose()}
        >
          {words.choose}
        </Button>
      </div>
      {place.dialog}
    </section>
  );
}

function FromHub({ onAdded }: Added): ReactNode {
  const words = en.models.add;
  const engine = useEngine();
  const store = useAppStore();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: (repository: string) => engine.models.addRepository({ repository }),
    async onSuccess({ modelId }) {
      showToast(store, words.added(modelId));
      await queries.invalidateQueries({ queryKey: keys.models });
      onAdded(modelId);
    },
  });
  const ready = isRepositoryName(name);
  return (
    <form
      className="stack"
      aria-label={words.repository}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !add.isPending) add.mutate(name.trim());
      }}
    >
      <h3>{words.repository}</h3>
      <p className="quiet" id="model-repository-note">
        {words.repositoryNote} {words.repositoryShape}
      </p>
      <label htmlFor="model-repository">{words.repositoryLabel}</label>
      <div className="row">
        <input
          id="model-repository"
          className="field grow"
          data-autofocus
          spellCheck={false}
          autoComplete="off"
          aria-describedby="model-repository-note"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" kind="outline" icon={<Plus aria-hidden />} disabled={!ready || add.isPending}>
          {add.isPending ? words.adding : words.add}
        </Button>
      </div>
      {add.isError ? <Refused error={add.error} /> : null}
    </form>
  );
}

function Refused({ error }: { error: Error }): ReactNode {
  return (
    <Notice tone="bad" role="alert">
      {modelErrorText(error)}
    </Notice>
  );
}
