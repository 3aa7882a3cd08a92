import { createContext, use, type ReactNode } from 'react';
import type { ConversationId, PhotoId } from '../../app/contract/ids.ts';
import type { PhotoSummary } from '../../app/contract/photo.ts';
import { emptySelection, type Selection } from '../features/library/selection.ts';
import { emptySearch, type SearchState } from '../features/search/search-state.ts';
import type { PhotoBox } from '../features/photo/photo-box.ts';
import { createStore, useStore, type Store } from './create-store.ts';
import { parseRoute, type Route } from './route.ts';
import { recall } from './memory.ts';

/** A run of photos that the lightbox can walk through; photos not loaded yet are fetched on demand. */
export interface PhotoSequence {
  /** Names where the photos come from, so that a grid knows its own. */
  readonly key: string;
  readonly count: number;
  photoAt(index: number): PhotoSummary | undefined;
  load(index: number): Promise<PhotoSummary | undefined>;
  /** What is drawn over a photo; absent for nothing. */
  boxesOf?(photoId: PhotoId): readonly PhotoBox[];
}

export interface OpenPhoto {
  readonly photo: PhotoSummary;
  readonly index: number;
  readonly sequence: PhotoSequence;
}

export interface ChatState {
  readonly open: boolean;
  readonly width: number;
  readonly conversationId: ConversationId | null;
  readonly photoIds: readonly PhotoId[];
}

export interface Toast {
  readonly id: number;
  readonly text: string;
}

export interface AppState {
  readonly route: Route;
  readonly search: SearchState;
  readonly selection: Selection;
  readonly lightbox: OpenPhoto | null;
  readonly chat: ChatState;
  readonly railCollapsed: boolean;
  /** The person has seen which models suit this computer and will see to it later. */
  readonly suggestionPutOff: boolean;
  readonly dialog: 'folder-picker' | 'shortcuts' | null;
  readonly toasts: readonly Toast[];
}

export type AppStore = Store<AppState>;

/** The state of the screens as they were left, as far as the page remembers it. */
export function createAppStore(): AppStore {
  return createStore<AppState>({
    route: parseRoute(location.hash),
    search: emptySearch,
    selection: emptySelection,
    lightbox: null,
    chat: recall('chat') ?? { open: false, width: 400, conversationId: null, photoIds: [] },
    railCollapsed: recall('railCollapsed') ?? false,
    suggestionPutOff: recall('suggestionPutOff') ?? false,
    dialog: null,
    toasts: [],
  });
}

const AppContext = createContext<AppStore | null>(null);

export function AppStateProvider(props: { store: AppStore; children: ReactNode }): ReactNode {
  return <AppContext value={props.store}>{props.children}</AppContext>;
}

export function useAppStore(): AppStore {
  const store = use(AppContext);
  if (store === null) throw new Error('Expected an AppStateProvider above this component');
  return store;
}

export function useApp<S>(select: (state: AppState) => S): S {
  return useStore(useAppStore(), select);
}
