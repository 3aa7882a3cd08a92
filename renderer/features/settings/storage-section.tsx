import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DatabaseBackup, FolderInput, FolderOutput } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Storage } from '../../../app/contract/settings.ts';
import { useEngine } from '../../engine/engine-context.tsx';
import { useReportError } from '../../engine/hooks.ts';
import { keys } from '../../engine/query-keys.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { formatBytes, formatCount, formatMoment } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { useChooseDirectory } from '../folders/use-choose-directory.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { SettingSection } from './setting-row.tsx';
import { useStorage } from './use-storage.ts';

/** Where the library lives and how much it takes; backing it up and moving it. */
export function StorageSection(): ReactNode {
  const storage = useStorage();
  return (
    <SettingSection id="storage" title={en.settings.storage}>
      {storage.isError ? <Notice tone="bad">{errorText(storage.error)}</Notice> : null}
      {storage.data === undefined ? (
        <p className="quiet">{storage.isError ? null : en.loading}</p>
      ) : (
        <div className="card">
          <StorageFacts storage={storage.data} />
          {storage.data.movesTo === null ? null : (
            <Notice tone="warn">{en.settings.movesTo(storage.data.movesTo)}</Notice>
          )}
          <StorageActions />
        </div>
      )}
    </SettingSection>
  );
}

function StorageFacts({ storage }: { storage: Storage }): ReactNode {
  const words = en.settings;
  const { lastBackup } = storage;
  const facts: readonly (readonly [string, string])[] = [
    [words.path, storage.path],
    [words.photos, formatCount(storage.photos)],
    [words.database, formatBytes(storage.databaseBytes)],
    [words.thumbnails, formatBytes(storage.thumbnailBytes)],
    [words.vectors, formatBytes(storage.vectorBytes)],
    ...(storage.freeBytes === null ? [] : [[words.free, formatBytes(storage.freeBytes)] as const]),
    [
      words.lastBackup,
      lastBackup === null
        ? words.never
        : words.backupAt(lastBackup.path, formatMoment(lastBackup.createdMs), formatBytes(lastBackup.sizeBytes)),
    ],
  ];
  return (
    <dl className="facts" data-testid="storage">
      {facts.map(([label, text]) => (
        <div key={label} className="fact">
          <dt>{label}</dt>
          <dd className="numbers">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function StorageActions(): ReactNode {
  const words = en.settings;
  const [moving, setMoving] = useState(false);
  const backup = useBackup();
  const place = useChooseDirectory({ title: words.backupTitle, action: words.backupHere });
  const backupElsewhere = async (): Promise<void> => {
    const directory = await place.choose();
    if (directory !== null) backup.mutate(directory);
  };
  return (
    <>
      <p className="quiet">{words.backupNote}</p>
      <div className="row" data-wrap>
        <Button
          kind="outline"
          icon={<DatabaseBackup aria-hidden />}
          disabled={backup.isPending}
          onClick={() => backup.mutate(null)}
        >
          {words.backup}
        </Button>
        <Button
          kind="outline"
          icon={<FolderOutput aria-hidden />}
          disabled={backup.isPending}
          onClick={() => void backupElsewhere()}
        >
          {words.backupElsewhere}
        </Button>
        <Button kind="outline" icon={<FolderInput aria-hidden />} onClick={() => setMoving(true)}>
          {words.move}
        </Button>
      </div>
      {place.dialog}
      {moving ? <MoveDialog onClose={() => setMoving(false)} /> : null}
    </>
  );
}

/** Copies the library's database into a folder; null is the usual place beside the library. */
function useBackup() {
  const engine = useEngine();
  const queries = useQueryClient();
  const store = useAppStore();
  const report = useReportError();
  return useMutation({
    mutationFn: (directory: string | null) => engine.settings.backup(directory === null ? {} : { directory }),
    onSuccess: ({ path }) => showToast(store, en.settings.backupStarted(path)),
    onError: report,
    onSettled: () => queries.invalidateQueries({ queryKey: keys.storage }),
  });
}
