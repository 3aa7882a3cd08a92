import { expect, test } from 'vitest';
import { FolderId } from '../../app/contract/ids.ts';
import { formatRoute, parseRoute, type Route } from './route.ts';

test('every route survives the address', () => {
  const routes: Route[] = [
    { view: 'library' },
    { view: 'library', favourites: true },
    { view: 'library', folderId: FolderId.parse('7') },
    { view: 'conversations' },
    { view: 'activity' },
    { view: 'models' },
    { view: 'quality' },
    { view: 'settings' },
  ];
  expect(routes.map((route) => parseRoute(formatRoute(route)))).toEqual(routes);
});

test('an unknown fragment is the library', () => {
  expect(['', '#token=abc', '#/folder/0', '#/nowhere'].map(parseRoute)).toEqual(
    Array.from({ length: 4 }, () => ({ view: 'library' })),
  );
});
