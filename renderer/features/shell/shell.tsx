import type { ReactNode } from 'react';
import { useApp } from '../../state/app-state.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { ActivityView } from '../activity/activity-view.tsx';
import { ChatPanel } from '../chat/chat-panel.tsx';
import { ConversationsView } from '../chat/conversations-view.tsx';
import { DropOverlay } from '../folders/drop-overlay.tsx';
import { LibraryView } from '../library/library-view.tsx';
import { SelectionBar } from '../library/selection-bar.tsx';
import { Lightbox } from '../lightbox/lightbox.tsx';
import { isSearching } from '../search/search-state.ts';
import { SearchView } from '../search/search-view.tsx';
import { useSearch, type SearchResult } from '../search/use-search.ts';
import { ModelsView } from '../model/models-view.tsx';
import { useWhenInstalled } from '../model/use-when-installed.ts';
import { QualityView } from '../quality/quality-view.tsx';
import { SettingsView } from '../settings/settings-view.tsx';
import { Dialogs } from './dialogs.tsx';
import { useBackAndForward } from './navigate.ts';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';
import { useGlobalKeys } from './use-global-keys.ts';
import { useTheme } from './use-theme.ts';
import { useTitle } from './use-title.ts';
import './shell.css';
import '../search/search.css';

/** The window: rail, centre, and what floats above them. */
export function Shell(): ReactNode {
  const collapsed = useApp((state) => state.railCollapsed);
  const result = useSearch();
  useBackAndForward();
  useTheme();
  useTitle();
  useGlobalKeys();
  useWhenInstalled();
  return (
    <div className="shell" data-collapsed={collapsed || undefined}>
      <Rail />
      <div className="centre">
        <TopBar />
        <div className="stage">
          <Stage result={result} />
          <SelectionBar />
        </div>
      </div>
      <ChatPanel />
      <Lightbox />
      <Dialogs />
      <DropOverlay />
      <Toasts />
    </div>
  );
}

function Stage({ result }: { result: SearchResult }): ReactNode {
  const route = useApp((state) => state.route);
  const searching = useApp((state) => isSearching(state.search));
  if (searching) return <SearchView result={result} />;
  if (route.view === 'library') return <LibraryView route={route} />;
  if (route.view === 'conversations') return <ConversationsView />;
  if (route.view === 'activity') return <ActivityView />;
  if (route.view === 'models') return <ModelsView />;
  if (route.view === 'quality') return <QualityView />;
  return <SettingsView />;
}
