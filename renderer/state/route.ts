import { FolderId } from '../../app/contract/ids.ts';

/** What the middle of the window shows. */
export type Route =
  | { readonly view: 'library'; readonly folderId?: FolderId; readonly favourites?: true }
  | { readonly view: 'conversations' | 'activity' | 'models' | 'settings' };

export const libraryRoute: Route = { view: 'library' };

/** The address fragment of a route, so that Back and reload return to it. */
export function formatRoute(route: Route): string {
  if (route.view !== 'library') return `#/${route.view}`;
  if (route.folderId !== undefined) return `#/folder/${route.folderId}`;
  return route.favourites === true ? '#/favourites' : '#/library';
}

/** The route that a fragment names; the library where it names none. */
export function parseRoute(fragment: string): Route {
  const [, view = '', rest = ''] = /^#\/([a-z]+)(?:\/(\d+))?$/.exec(fragment) ?? [];
  const folderId = FolderId.safeParse(rest);
  if (view === 'folder' && folderId.success) return { view: 'library', folderId: folderId.data };
  if (view === 'favourites') return { view: 'library', favourites: true };
  if (view === 'conversations' || view === 'activity' || view === 'models' || view === 'settings') return { view };
  return libraryRoute;
}

export function sameRoute(a: Route, b: Route): boolean {
  return formatRoute(a) === formatRoute(b);
}
