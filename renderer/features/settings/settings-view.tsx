import { Keyboard } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '../../engine/engine-context.tsx';
import { useSettings } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DoctorSection } from './doctor-section.tsx';
import { FolderSection } from './folder-section.tsx';
import { ModelsSection } from './models-section.tsx';
import { Preferences } from './preferences.tsx';
import { ResetSection } from './reset-section.tsx';
import { ServerSection } from './server-section.tsx';
import { StorageSection } from './storage-section.tsx';
import './settings.css';

/** Everything that a person can set, and the library as files. */
export function SettingsView(): ReactNode {
  const settings = useSettings();
  const { version } = useSession().hello;
  const store = useAppStore();
  return (
    <main className="page" aria-label={en.settings.title} data-testid="settings">
      <div className="page-inner">
        <h1>{en.settings.title}</h1>
        {settings.isError ? <Notice tone="bad">{errorText(settings.error)}</Notice> : null}
        {settings.data === undefined ? null : <Preferences settings={settings.data} />}
        {settings.data === undefined ? null : <ModelsSection settings={settings.data} />}
        {settings.data === undefined ? null : <ServerSection server={settings.data.server} />}
        <FolderSection />
        <StorageSection />
        <DoctorSection />
        <ResetSection />
        <footer className="row quiet">
          <span className="grow">{en.settings.version(version)}</span>
          <Button icon={<Keyboard aria-hidden />} onClick={() => store.set({ dialog: 'shortcuts' })}>
            {en.shortcuts.open}
          </Button>
        </footer>
      </div>
    </main>
  );
}
