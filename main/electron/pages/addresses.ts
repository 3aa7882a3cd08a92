/** @file The two schemes of the desktop app: the page itself, and the pictures of the library. */
import type { CustomScheme } from 'electron';

export const pageUrl = 'app://afterimage/';
export const photoScheme = 'photo';
export const photoHost = 'library';
/** What the engine tells the page to put before a photo's id. */
export const photoBase = `${photoScheme}://${photoHost}`;

/** To be registered before Electron is ready. */
export const privilegedSchemes: CustomScheme[] = [
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  { scheme: photoScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
];

/** True for the page itself, whatever it shows. */
export function isPageUrl(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && `${url.protocol}//${url.host}${url.pathname}` === pageUrl;
}

const loadable = new Set(['app:', `${photoScheme}:`, 'blob:', 'data:']);

/** True for what a page may load at all: nothing comes from a network. */
export function isLoadable(address: string, devTools: boolean): boolean {
  const protocol = URL.parse(address)?.protocol ?? '';
  return loadable.has(protocol) || (devTools && protocol === 'devtools:');
}
