/** @file The whole of what the page gets from the desktop shell. It runs sandboxed, so it is bundled as CommonJS. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { connectChannel, portsChannel } from '../../main/electron/channels.ts';

/** The page's window, of which only this is known here. */
declare const window: {
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};

ipcRenderer.on(portsChannel, ({ ports }, nonce: string) => {
  window.postMessage({ type: 'afterimage-ports', nonce }, '*', ports);
});

contextBridge.exposeInMainWorld('afterimage', {
  connectEngine: (nonce: string): void => ipcRenderer.send(connectChannel, nonce),
  pathForFile: (file: File): string => webUtils.getPathForFile(file),
});
