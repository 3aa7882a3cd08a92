import type { Transport } from '../transport.ts';
import { createInbox } from './inbox.ts';

type Listener = (event: { readonly data: unknown }) => void;

/** What the DOM's and Node's MessagePort share. */
interface EventTargetPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: Listener): void;
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

/** Electron's MessagePortMain is an event emitter instead. */
interface EmitterPort {
  postMessage(message: unknown): void;
  on(type: 'message', listener: Listener): unknown;
  on(type: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

export type AnyMessagePort = EventTargetPort | EmitterPort;

/** A transport over a message port of the page, of Node or of Electron. */
export function messagePortTransport(port: AnyMessagePort): Transport {
  const inbox = createInbox();
  const onMessage: Listener = ({ data }) => inbox.receive(data);
  const onClose = (): void => inbox.close('the port was closed');
  if ('addEventListener' in port) {
    port.addEventListener('message', onMessage);
    port.addEventListener('close', onClose);
  } else {
    port.on('message', onMessage);
    port.on('close', onClose);
  }
  port.start();
  return {
    send: (message) => {
      if (!inbox.closed) port.postMessage(message);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => {
      port.close();
      inbox.close('closed');
    },
  };
}
