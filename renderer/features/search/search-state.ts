import type { PhotoId } from '../../../app/contract/ids.ts';
import type { SearchInput } from '../../../app/contract/search.ts';
import type { z } from 'zod';

export type SearchSort = z.output<typeof SearchInput>['sort'];

/** What the search box and the controls beside it say. */
export interface SearchState {
  readonly text: string;
  readonly like: readonly PhotoId[];
  readonly unlike: readonly PhotoId[];
  readonly sort: SearchSort;
  /** null means the default of the settings. */
  readonly minimumProbability: number | null;
}

export const emptySearch: SearchState = { text: '', like: [], unlike: [], sort: 'relevance', minimumProbability: null };

export function isSearching(search: SearchState): boolean {
  return search.text.trim() !== '' || search.like.length > 0 || search.unlike.length > 0;
}
