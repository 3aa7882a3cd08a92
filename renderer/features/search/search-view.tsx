import { FolderPlus, LoaderCircle, PackageX, SearchX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SearchPage } from '../../../app/contract/search.ts';
import type { z } from 'zod';
import { useSettings } from '../../engine/hooks.ts';
import { useAppStore } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useAddFolder } from '../folders/use-add-folder.ts';
import { PhotoGrid } from '../library/photo-grid.tsx';
import { rowHeights } from '../library/row-height.ts';
import { navigate } from '../shell/navigate.ts';
import { SearchFacts } from './search-facts.tsx';
import { useResultSource } from './use-result-source.ts';
import { useSearchActions } from './use-search-actions.ts';
import type { SearchResult } from './use-search.ts';

type Page = z.output<typeof SearchPage>;

/** What a search found, or why it found nothing. */
export function SearchView({ result }: { result: SearchResult }): ReactNode {
  const page = result.data?.pages[0];
  const { sort, ...question } = result.asked;
  const source = useResultSource(result, sort);
  const density = useSettings().data?.density ?? 'medium';
  const loading = result.isPlaceholderData || !result.settled || result.isPending;
  return (
    <main
      className="search-view"
      aria-label={en.grid.results}
      data-testid="search"
      data-state={loading ? 'loading' : 'idle'}
    >
      <h1 className="visually-hidden">{en.grid.results}</h1>
      <SearchFacts result={result} page={page} />
      <SearchNotices page={page} />
      <div className="library-stage">
        {result.isError && !loading ? (
          <SearchFailed error={result.error} retry={() => void result.refetch()} />
        ) : page !== undefined && source.count === 0 && !loading ? (
          <NothingFound page={page} />
        ) : (
          <PhotoGrid
            label={en.grid.results}
            source={source}
            rowHeight={rowHeights[density]}
            resetKey={JSON.stringify([question, sort])}
            state={loading ? 'loading' : 'idle'}
          />
        )}
      </div>
    </main>
  );
}

function SearchNotices({ page }: { page: Page | undefined }): ReactNode {
  const store = useAppStore();
  if (page === undefined || page.hits.length === 0) return null;
  if (page.state === 'model_missing') {
    return (
      <div className="search-notices">
        <Notice
          tone="warn"
          action={<Next label={en.search.openModels} onClick={() => navigate(store, { view: 'models' })} />}
        >
          {en.search.wordsOnly}
        </Notice>
      </div>
    );
  }
  return page.unindexed === 0 ? null : (
    <p className="search-notices quiet">{en.search.stillIndexing(page.unindexed)}</p>
  );
}

function SearchFailed({ error, retry }: { error: unknown; retry: () => void }): ReactNode {
  const action = (
    <Button kind="primary" onClick={retry}>
      {en.tryAgain}
    </Button>
  );
  return (
    <EmptyState
      state="failed"
      icon={TriangleAlert}
      title={en.search.failedTitle}
      text={errorText(error)}
      action={action}
    />
  );
}

/** Four reasons for an empty answer, each with its words and its next step. */
function NothingFound({ page }: { page: Page }): ReactNode {
  const store = useAppStore();
  const addFolder = useAddFolder();
  const words = en.search.empty;
  const next = {
    empty_library: { icon: FolderPlus, words: words.empty_library, label: en.rail.addFolder, go: addFolder },
    indexing: {
      icon: LoaderCircle,
      words: words.indexing,
      label: en.search.openActivity,
      go: () => navigate(store, { view: 'activity' }),
    },
    model_missing: {
      icon: PackageX,
      words: words.model_missing,
      label: en.search.openModels,
      go: () => navigate(store, { view: 'models' }),
    },
  };
  if (page.state === 'found' || page.state === 'no_hits') return <NoHits hidden={page.belowCutoff} />;
  const { icon, words: said, label, go } = next[page.state];
  return <EmptyState state={page.state} icon={icon} {...said} action={<Next label={label} onClick={go} />} />;
}

function NoHits({ hidden }: { hidden: number }): ReactNode {
  const actions = useSearchActions();
  const words = en.search.empty;
  const show = <Next label={en.search.showBelow} onClick={() => actions.setMinimumProbability(0)} />;
  const clear = <Next label={en.search.clear} onClick={actions.clear} />;
  return (
    <EmptyState
      state="no_hits"
      icon={SearchX}
      title={words.no_hits.title}
      text={hidden > 0 ? words.no_hits_cutoff(hidden) : words.no_hits.text}
      action={hidden > 0 ? show : clear}
    />
  );
}

function Next({ label, onClick }: { label: string; onClick: () => void }): ReactNode {
  return (
    <Button kind="outline" onClick={onClick}>
      {label}
    </Button>
  );
}
