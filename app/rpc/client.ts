import type { CallOptions, Client, Contract } from '../contract/define.ts';
import { AppError, fromErrorShape } from '../contract/errors.ts';
import { isProcedure } from '../contract/define.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import type { Transport } from './transport.ts';
import type { ToClient, ToServer } from './wire.ts';

export interface Connection<C> {
  readonly client: Client<C>;
  /** Settles with the reason when the other side is gone. */
  readonly closed: Promise<string>;
  close(): void;
}

interface Pending {
  event(data: unknown): void;
  done(data: unknown): void;
  fail(error: AppError): void;
}

const cancelled = (): AppError => new AppError('cancelled', 'The call was cancelled.');

/** A typed client over `transport`; when that closes, every pending call fails `unavailable`. */
export function connect<const C extends Contract>(contract: C, transport: Transport): Connection<C> {
  const link = openLink(transport);
  return { client: build(contract, '', link) as Client<C>, closed: link.closed, close: () => transport.close() };
}

interface Link {
  readonly closed: Promise<string>;
  /** Opens a call; the answer cancels it at the other side. */
  open(path: string, input: unknown, pending: Pending): { cancel(): void; taken(count: number): void };
}

function openLink(transport: Transport): Link {
  const pendingCalls = new Map<number, Pending>();
  let nextId = 1;
  let closedBecause: string | null = null;
  const send = (message: ToServer): void => {
    if (closedBecause === null) transport.send(message);
  };

  transport.onMessage((raw) => {
    const message = raw as ToClient;
    const pending = pendingCalls.get(message.id);
    if (pending === undefined) return;
    if (message.type === 'event') return pending.event(message.data);
    pendingCalls.delete(message.id);
    if (message.type === 'done') pending.done(message.data);
    else pending.fail(fromErrorShape(message.error));
  });

  const closed = new Promise<string>((resolve) => {
    transport.onClose((reason) => {
      closedBecause = reason;
      for (const pending of pendingCalls.values()) pending.fail(gone(reason));
      pendingCalls.clear();
      resolve(reason);
    });
  });

  return {
    closed,
    open(path, input, pending) {
      const id = nextId++;
      if (closedBecause !== null) {
        const reason = closedBecause;
        queueMicrotask(() => pending.fail(gone(reason)));
        return { cancel: () => undefined, taken: () => undefined };
      }
      pendingCalls.set(id, pending);
      send({ type: 'open', id, path, input });
      return {
        cancel: () => {
          if (pendingCalls.delete(id)) send({ type: 'cancel', id });
        },
        taken: (count) => {
          if (pendingCalls.has(id)) send({ type: 'taken', id, count });
        },
      };
    },
  };
}

function gone(reason: string): AppError {
  return new AppError('unavailable', `The other side is gone: ${reason}.`);
}

function build(contract: Contract, prefix: string, link: Link): unknown {
  return Object.fromEntries(
    Object.entries(contract).map(([name, node]) => {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      if (!isProcedure(node)) return [name, build(node, path, link)];
      return [name, node.kind === 'call' ? callOver(link, path) : streamOver(link, path)];
    }),
  );
}

function callOver(link: Link, path: string) {
  return (input: unknown, { signal }: CallOptions = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(cancelled());
      const finish = (): void => signal?.removeEventListener('abort', abort);
      const open = link.open(path, input, {
        event: () => undefined,
        done: (data) => (finish(), resolve(data)),
        fail: (error) => (finish(), reject(error)),
      });
      function abort(): void {
        open.cancel();
        reject(cancelled());
      }
      signal?.addEventListener('abort', abort, { once: true });
    });
}

function streamOver(link: Link, path: string) {
  return async function* (input: unknown, { signal }: CallOptions = {}): AsyncGenerator<unknown> {
    if (signal?.aborted === true) throw cancelled();
    const queue: EventQueue = createEventQueue((count) => open.taken(count));
    const open = link.open(path, input, { event: queue.push, done: queue.end, fail: queue.fail });
    const abort = (): void => {
      open.cancel();
      queue.fail(cancelled());
    };
    signal?.addEventListener('abort', abort, { once: true });
    try {
      yield* queue.events();
    } finally {
      signal?.removeEventListener('abort', abort);
      open.cancel();
    }
  };
}
