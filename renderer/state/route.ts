import { FolderId } from '../../app/contract/ids.ts';

const otherViews = ['conversations', 'activity', 'models', 'quality', 'settings'] as const;

/** What the middle of the window shows. */
export type Route =
  | { readonly view: 'library'; readonly folderId?: FolderId; readonly favourites?: true }
  | { readonly view: (typeof otherViews)[number] };

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
  const other = otherViews.find((each) => each === view);
  return other === undefined ? libraryRoute : { view: other };
}

export function sameRoute(a: Route, b: Route): boolean {
  return formatRoute(a) === formatRoute(b);
}
