import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { applicationMenu } from './application-menu.ts';

const flatten = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);

const menu = (platform: NodeJS.Platform, devTools = false) => {
  const calls = { addFolders: vi.fn(), showLogs: vi.fn() };
  const items = flatten(applicationMenu({ platform, devTools, ...calls }));
  return { ...calls, items, roles: items.map(({ role }) => role) };
};

describe('applicationMenu', () => {
  it('adds folders and shows the logs', () => {
    const { items, addFolders, showLogs } = menu('linux');
    const press = (label: string) => (items.find((item) => item.label === label)!.click as () => void)();
    press('Add &Folders…');
    press('Show &Logs');
    expect([addFolders.mock.calls.length, showLogs.mock.calls.length]).toEqual([1, 1]);
  });

  it('follows the habits of each system', () => {
    expect(menu('darwin').roles).toEqual(expect.arrayContaining(['appMenu', 'close']));
    expect(menu('darwin').roles).not.toContain('about');
    expect(menu('win32').roles).toEqual(expect.arrayContaining(['quit', 'about']));
    expect(menu('win32').roles).not.toContain('appMenu');
  });

  it('keeps what is for developers from everybody else', () => {
    expect(menu('linux').roles).not.toContain('toggleDevTools');
    expect(menu('linux').roles).not.toContain('reload');
    expect(menu('linux', true).roles).toContain('toggleDevTools');
  });
});
