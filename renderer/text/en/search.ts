import { formatCount } from '../format.ts';
import { photos } from './counts.ts';

export const search = {
  label: 'Search photos',
  placeholder: 'Search by what is in the photo, words or facts',
  clear: 'Clear the search',
  suggestions: 'Suggestions',
  suggestionKind: {
    filter: 'filter',
    camera: 'camera',
    folder: 'folder',
    place: 'place',
    keyword: 'keyword',
    recent: 'searched before',
  },
  sort: 'Sort',
  sorts: { relevance: 'Best match', newest: 'Newest', oldest: 'Oldest' },
  understood: 'Understood as',
  looksLike: 'looks like',
  without: 'without',
  exact: 'words',
  remove: (label: string) => `Remove ${label}`,
  moreLike: 'Like this photo',
  lessLike: 'Not like this photo',
  found: (total: number, ms: number) => `${photos(total)} in ${formatCount(Math.max(1, Math.round(ms)))} ms`,
  answeredBy: (title: string) => `by ${title}`,
  searching: 'Searching…',
  relevance: 'Relevance',
  relevanceValue: (words: string, number: string) => `${words} (${number})`,
  below: (count: number) => `${photos(count)} below the cut-off`,
  showBelow: 'Show them',
  bestMatches: 'Best matches',
  stillIndexing: (count: number) => `${photos(count)} not looked at yet; more may be found as indexing goes on.`,
  wordsOnly: 'The search model cannot be used, so only words and facts were searched.',
  failedTitle: 'The search did not work',
  empty: {
    empty_library: { title: 'Nothing to search yet', text: 'Your library is empty. Add a folder first.' },
    no_hits: { title: 'No photo matches', text: 'Try other words, or take away a filter.' },
    no_hits_cutoff: (count: number) => `${photos(count)} match less well and are below the cut-off.`,
    indexing: {
      title: 'Nothing found so far',
      text: 'Photos are still being looked at. Matches appear here by themselves.',
    },
    model_missing: {
      title: 'No word or fact matches',
      text: 'The search model cannot be used, so photos cannot be found by what they show. Models says why.',
    },
  },
  openModels: 'Open Models',
  openActivity: 'Open Activity',
};

export const why = {
  meaning: (text: string | undefined, words: string, number: string) =>
    text === undefined ? `similar, ${words} (${number})` : `looks like “${text}”, ${words} (${number})`,
  meaningOnly: (text: string | undefined) => (text === undefined ? 'looks alike' : `looks like “${text}”`),
  word: (field: string, text: string) => `${field} has “${text}”`,
  fields: {
    name: 'file name',
    folder: 'folder name',
    keywords: 'keywords',
    caption: 'caption',
    title: 'title',
    camera: 'camera',
    place: 'place',
  } as Readonly<Record<string, string>>,
  filter: (text: string) => text,
};
