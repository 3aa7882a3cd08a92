import { EventEmitter } from 'node:events';
import type { Session, WebContents, WindowOpenHandlerResponse } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { isPageUrl } from './addresses.ts';
import { guardContents, guardSession } from './guard-contents.ts';

function guardedContents() {
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: vi.fn<(handler: () => WindowOpenHandlerResponse) => void>(),
  });
  guardContents(contents as unknown as WebContents);
  const isPrevented = (event: string, details: object = {}): boolean => {
    const preventDefault = vi.fn();
    contents.emit(event, { ...details, preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  return { contents, isPrevented };
}

describe('guardContents', () => {
  it.each([
    ['https://example.org/', true],
    ['file:///etc/passwd', true],
    ['app://elsewhere/', true],
    ['app://afterimage/other.html', true],
    ['photo://library/7/full', true],
    ['javascript:alert(1)', true],
    ['not an address', true],
    ['app://afterimage/', false],
    ['app://afterimage/#/search', false],
  ])('keeps the page from %s: %s', (url, prevented) => {
    expect(guardedContents().isPrevented('will-frame-navigate', { url, isMainFrame: true })).toBe(prevented);
  });

  it('lets nothing into a frame inside the page', () => {
    const { isPrevented } = guardedContents();
    expect(isPrevented('will-frame-navigate', { url: 'app://afterimage/', isMainFrame: false })).toBe(true);
    expect(isPrevented('will-redirect', { url: 'app://afterimage/' })).toBe(true);
    expect(isPrevented('will-attach-webview')).toBe(true);
  });

  it('opens no second window', () => {
    const { contents } = guardedContents();
    expect(contents.setWindowOpenHandler.mock.calls[0]![0]()).toEqual({ action: 'deny' });
  });
});

function guardedSession(devTools: boolean) {
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    setDisplayMediaRequestHandler: vi.fn(),
    setSpellCheckerEnabled: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  });
  guardSession(session as unknown as Session, devTools);
  return session;
}

describe('guardSession', () => {
  it('grants no permission and no device', () => {
    const session = guardedSession(false);
    const decide = vi.fn();
    session.setPermissionRequestHandler.mock.calls[0]![0](null, 'media', decide);
    expect(decide).toHaveBeenCalledExactlyOnceWith(false);
    expect(session.setPermissionCheckHandler.mock.calls[0]![0](null, 'geolocation')).toBe(false);
    expect(session.setDevicePermissionHandler.mock.calls[0]![0]({})).toBe(false);
    expect(session.setSpellCheckerEnabled).toHaveBeenCalledWith(false);
  });

  it('downloads nothing', () => {
    const preventDefault = vi.fn();
    guardedSession(false).emit('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it.each([
    ['app://afterimage/', false, false],
    ['photo://library/7/grid', false, false],
    ['blob:app://afterimage/1', false, false],
    ['data:image/png;base64,', false, false],
    ['https://example.org/', false, true],
    ['wss://example.org/', true, true],
    ['file:///etc/passwd', true, true],
    ['devtools://devtools/bundled/x.js', false, true],
    ['devtools://devtools/bundled/x.js', true, false],
  ])('%s, developing: %s, is cancelled: %s', (url, devTools, cancel) => {
    const decide = vi.fn();
    guardedSession(devTools).webRequest.onBeforeRequest.mock.calls[0]![0]({ url }, decide);
    expect(decide).toHaveBeenCalledWith({ cancel });
  });
});

describe('isPageUrl', () => {
  it('is not fooled by an address that only looks like the page', () => {
    const alike = ['app://afterimage.example/', 'app://afterimage:80/', 'app://user@afterimage/', 'apps://afterimage/'];
    expect(alike.map(isPageUrl)).toEqual([false, false, true, false]);
  });
});
