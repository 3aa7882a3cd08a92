import { LoaderCircle, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Chip, SearchPage } from '../../../app/contract/search.ts';
import type { PhotoId } from '../../../app/contract/ids.ts';
import type { z } from 'zod';
import { useModels, usePhotos } from '../../engine/hooks.ts';
import { useApp } from '../../state/app-state.tsx';
import { en } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { titleOf } from '../model/model-list.ts';
import { PhotoImage } from '../photo/photo-image.tsx';
import { removeRange } from './query-text.ts';
import { RelevanceSlider } from './relevance-slider.tsx';
import { useSearchActions } from './use-search-actions.ts';
import type { SearchResult } from './use-search.ts';
import { useUnderstood } from './use-understood.ts';

type Page = z.output<typeof SearchPage>;

/** Below the box: what was understood, how much was found, and how strict the search is. */
export function SearchFacts({ result, page }: { result: SearchResult; page: Page | undefined }): ReactNode {
  const actions = useSearchActions();
  const { text, chips, issues, current: understood } = useUnderstood();
  return (
    <div className="search-facts">
      <ul className="chips" aria-label={en.search.understood}>
        <Examples />
        {chips.map((chip) => (
          <TextChip
            key={`${chip.start} ${chip.label}`}
            chip={chip}
            enabled={understood}
            onRemove={() => actions.setText(removeRange(text, chip.start, chip.end))}
          />
        ))}
      </ul>
      <SearchCount result={result} page={page} />
      <AnsweredBy page={page} />
      {page === undefined || page.modelProblem === null ? null : (
        <span className="quiet" role="note">
          {page.modelProblem}
        </span>
      )}
      {page === undefined || page.belowCutoff === 0 ? null : (
        <span className="row quiet">
          {en.search.below(page.belowCutoff)}
          <Button kind="outline" className="small" onClick={() => actions.setMinimumProbability(0)}>
            {en.search.showBelow}
          </Button>
        </span>
      )}
      {page === undefined || page.minimumProbability === null ? null : <RelevanceSlider page={page} />}
      <Issues issues={issues} />
    </div>
  );
}

/** How much was found; nothing where the search has failed, which is said below. */
function SearchCount({ result, page }: { result: SearchResult; page: Page | undefined }): ReactNode {
  const current = !result.isPlaceholderData && result.settled && !result.isPending;
  return (
    <span className="quiet search-count" role="status" data-testid="search-count">
      {current ? (
        page !== undefined && !result.isError && en.search.found(page.total, page.tookMs)
      ) : (
        <span className="row">
          <LoaderCircle className="spin" aria-hidden />
          {en.search.searching}
        </span>
      )}
    </span>
  );
}

/** Which model ranked the photos; nothing where words and facts alone did. */
function AnsweredBy({ page }: { page: Page | undefined }): ReactNode {
  const models = useModels().data?.models ?? [];
  if (page === undefined || page.model === null) return null;
  return (
    <span className="quiet ellipsis" data-testid="search-model">
      {en.search.answeredBy(titleOf(models, page.model))}
    </span>
  );
}

interface TextChipProps {
  readonly chip: z.output<typeof Chip>;
  readonly enabled: boolean;
  readonly onRemove: () => void;
}

function TextChip({ chip, enabled, onRemove }: TextChipProps): ReactNode {
  const lead = { text: en.search.looksLike, phrase: en.search.exact, exclude: en.search.without, filter: null };
  const words = chip.kind === 'like' || chip.kind === 'unlike' ? null : lead[chip.kind];
  return (
    <li className="chip" data-kind={chip.kind}>
      {words === null || chip.label.startsWith(words) ? null : <span>{words}</span>}
      <b className="ellipsis">{chip.label}</b>
      <button type="button" aria-label={en.search.remove(chip.label)} disabled={!enabled} onClick={onRemove}>
        <X aria-hidden />
      </button>
    </li>
  );
}

function Examples(): ReactNode {
  const like = useApp((state) => state.search.like);
  const unlike = useApp((state) => state.search.unlike);
  return (
    <>
      {like.map((photoId) => (
        <Example key={photoId} photoId={photoId} words={en.search.moreLike} kind="like" />
      ))}
      {unlike.map((photoId) => (
        <Example key={photoId} photoId={photoId} words={en.search.lessLike} kind="unlike" />
      ))}
    </>
  );
}

function Example({ photoId, words, kind }: { photoId: PhotoId; words: string; kind: string }): ReactNode {
  const actions = useSearchActions();
  const photo = usePhotos([photoId]).data?.[0];
  return (
    <li className="chip" data-kind={kind} title={photo?.name}>
      {photo === undefined ? null : (
        <span className="chip-photo">
          <PhotoImage photo={photo} />
        </span>
      )}
      <b>{words}</b>
      <button
        type="button"
        aria-label={en.search.remove(`${words} ${photo?.name ?? ''}`)}
        onClick={() => actions.removeExample(photoId)}
      >
        <X aria-hidden />
      </button>
    </li>
  );
}

function Issues({ issues }: { issues: Page['issues'] }): ReactNode {
  if (issues.length === 0) return null;
  return (
    <ul className="search-issues" id="search-issues" data-testid="search-issues">
      {issues.map((issue) => (
        <li key={`${issue.start} ${issue.message}`} data-kind={issue.kind}>
          <b>{issue.message}</b> {issue.hint}
        </li>
      ))}
    </ul>
  );
}
