import { Grid2x2, Grid3x3, MessageCircle, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSettings, useUpdateSettings } from '../../engine/hooks.ts';
import { useApp, useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { IconButton } from '../../ui/button.tsx';
import { Segments } from '../../ui/segments.tsx';
import { toggleChat } from '../chat/chat-actions.ts';
import { SearchBox } from '../search/search-box.tsx';
import { isSearching, type SearchSort } from '../search/search-state.ts';
import { useSearchActions } from '../search/use-search-actions.ts';

const sorts: readonly SearchSort[] = ['relevance', 'newest', 'oldest'];

/** The search box and the few controls of the photos below it. */
export function TopBar(): ReactNode {
  const store = useAppStore();
  const searching = useApp((state) => isSearching(state.search));
  const sort = useApp((state) => state.search.sort);
  const chatOpen = useApp((state) => state.chat.open);
  const inLibrary = useApp((state) => state.route.view === 'library');
  const { setSort } = useSearchActions();
  return (
    <header className="top-bar">
      <SearchBox />
      <div className="top-bar-end">
        {searching ? (
          <Segments
            label={en.search.sort}
            value={sort}
            options={sorts.map((value) => ({ value, label: en.search.sorts[value] }))}
            onChange={setSort}
          />
        ) : null}
        {inLibrary ? <Density /> : null}
        <IconButton
          id="chat-toggle"
          label={chatOpen ? en.chat.close : en.chat.open}
          aria-pressed={chatOpen}
          aria-keyshortcuts="Control+J"
          onClick={() => toggleChat(store)}
        >
          <MessageCircle />
        </IconButton>
      </div>
    </header>
  );
}

function Density(): ReactNode {
  const density = useSettings().data?.density ?? 'medium';
  const { mutate: update } = useUpdateSettings();
  return (
    <Segments
      label={en.grid.density}
      value={density}
      options={[
        { value: 'small', label: <Grid3x3 aria-hidden />, title: en.grid.densities.small },
        { value: 'medium', label: <Grid2x2 aria-hidden />, title: en.grid.densities.medium },
        { value: 'large', label: <Square aria-hidden />, title: en.grid.densities.large },
      ]}
      onChange={(next) => update({ density: next })}
    />
  );
}
