import type { ChildProcess } from 'node:child_process';
import type { Transport } from '../transport.ts';
import { createDeferredTransport } from './deferred.ts';
import { createInbox } from './inbox.ts';
import { messagePortTransport, type AnyMessagePort } from './message-port.ts';

/** The parent's end of a forked process (`serialization: 'advanced'`). */
export function childProcessTransport(child: ChildProcess): Transport {
  const inbox = createInbox();
  child.on('message', (message) => inbox.receive(message));
  child.on('error', (error) => inbox.close(error.message));
  child.on('exit', (code, signal) => inbox.close(signal === null ? `exit code ${code}` : `signal ${signal}`));
  return {
    send: (message) => {
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => {
      if (child.connected) child.disconnect();
      inbox.close('closed');
    },
  };
}

/** The child's end: of Node's fork, or of Electron's utility process where there is a `parentPort`. */
export function parentProcessTransport(): Transport {
  const { parentPort } = process as unknown as { parentPort?: ElectronParentPort };
  return parentPort === undefined ? forkTransport() : utilityTransport(parentPort);
}

interface ElectronParentPort {
  on(type: 'message', listener: (event: { readonly ports: readonly AnyMessagePort[] }) => void): void;
}

function forkTransport(): Transport {
  const inbox = createInbox();
  process.on('message', (message) => inbox.receive(message));
  process.on('disconnect', () => inbox.close('the parent is gone'));
  return {
    send: (message) => {
      if (process.connected) process.send?.(message, undefined, {}, () => undefined);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => {
      if (process.connected) process.disconnect();
    },
  };
}

/** Electron's main process hands over a port to the parent in its first message, so that nothing passes through main. */
function utilityTransport(parent: ElectronParentPort): Transport {
  const { transport, attach } = createDeferredTransport();
  let attached = false;
  parent.on('message', ({ ports: [port] }) => {
    if (port === undefined || attached) return;
    attached = true;
    attach(messagePortTransport(port));
  });
  return transport;
}
