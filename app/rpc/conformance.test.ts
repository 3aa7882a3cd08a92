import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { AppError } from '../contract/errors.ts';
import type { Client } from '../contract/define.ts';
import { connect, type Connection } from './client.ts';
import { conformanceContract, conformanceHandlers } from './conformance-contract.ts';
import { serve } from './server.ts';
import type { Transport } from './transport.ts';
import { childProcessTransport } from './transports/child-process.ts';
import { createMemoryPair } from './transports/memory.ts';
import { messagePortTransport } from './transports/message-port.ts';
import { serverSocketTransport } from './transports/websocket-server.ts';
import { websocketTransport } from './transports/websocket.ts';
import { eventWindow } from './wire.ts';

interface Link {
  readonly transport: Transport;
  /** Makes the serving side die. */
  die(): void;
}

const serveOn = (transport: Transport): void => {
  serve(conformanceContract, conformanceHandlers(), transport, { connection: 'conformance', validateOutput: true });
};

const links: Record<string, () => Promise<Link>> = {
  memory: async () => {
    const [ours, theirs] = createMemoryPair();
    serveOn(theirs);
    return { transport: ours, die: () => theirs.close() };
  },
  'message port': async () => {
    const { port1, port2 } = new MessageChannel();
    const theirs = messagePortTransport(port2);
    serveOn(theirs);
    return { transport: messagePortTransport(port1), die: () => theirs.close() };
  },
  'child process': async () => {
    const child = fork(fileURLToPath(new URL('conformance-peer.ts', import.meta.url)), { serialization: 'advanced' });
    return { transport: childProcessTransport(child), die: () => child.kill('SIGKILL') };
  },
  websocket: async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    server.on('connection', (socket) => serveOn(serverSocketTransport(socket)));
    const { port } = server.address() as { port: number };
    const socket = new WebSocket(`ws://127.0.0.1:${port}`);
    const die = (): void => {
      server.clients.forEach((client) => client.terminate());
      server.close();
    };
    return { transport: websocketTransport(socket), die };
  },
};

type Numbers = Client<typeof conformanceContract>['numbers'];

describe.each(Object.entries(links))('over %s', (_name, open) => {
  let link: Link;
  let connection: Connection<typeof conformanceContract>;

  async function start(): Promise<Numbers> {
    link = await open();
    connection = connect(conformanceContract, link.transport);
    return connection.client.numbers;
  }

  afterEach(async () => {
    link.die();
    await connection.closed;
  });

  it('answers a call', async () => {
    const numbers = await start();
    await expect(numbers.add({ a: 2, b: 3 })).resolves.toEqual({ sum: 5 });
  });

  it('carries a typed error with its details', async () => {
    const numbers = await start();
    const error = await numbers.refuse({}).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'storage_full', details: { freeBytes: 0 }, message: 'The disk is full.' });
  });

  it('refuses invalid input and names the field', async () => {
    const numbers = await start();
    const bad = { a: 'two', b: 3 } as unknown as { a: number; b: number };
    await expect(numbers.add(bad)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^a:/),
    });
  });

  it('streams in order to the end', async () => {
    const numbers = await start();
    const values = [];
    for await (const { value } of numbers.count({ to: 300 })) values.push(value);
    expect(values).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  });

  it('cancels a call at both ends', async () => {
    const numbers = await start();
    const controller = new AbortController();
    const call = numbers.hang({}, { signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(async () => expect((await numbers.state({})).aborted).toBe(1));
  });

  it('refuses a call whose signal is aborted already, without sending it', async () => {
    const numbers = await start();
    const signal = AbortSignal.abort();
    await expect(numbers.hang({}, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    expect((await numbers.state({})).aborted).toBe(0);
  });

  it('stops the producer when the reader leaves its loop', async () => {
    const numbers = await start();
    for await (const { value } of numbers.forever({})) if (value === 3) break;
    await vi.waitFor(async () => expect((await numbers.state({})).ended).toBe(1));
  });

  it('ends a stream with `cancelled` when its signal aborts', async () => {
    const numbers = await start();
    const controller = new AbortController();
    const read = async (): Promise<void> => {
      for await (const { value } of numbers.forever({}, { signal: controller.signal })) {
        if (value === 2) controller.abort();
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(async () => expect((await numbers.state({})).ended).toBe(1));
  });

  it('never runs more than a window ahead of a slow reader', async () => {
    const numbers = await start();
    const events = numbers.forever({})[Symbol.asyncIterator]();
    await events.next();
    await vi.waitFor(async () => expect((await numbers.state({})).produced).toBeGreaterThanOrEqual(eventWindow));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await numbers.state({})).produced).toBeLessThanOrEqual(eventWindow + 2);
    await events.return?.();
  });

  it('keeps 1,000 interleaved streams apart', async () => {
    const numbers = await start();
    const sums = await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        let last = 0;
        for await (const { value } of numbers.count({ to: (index % 7) + 1 })) last = value;
        return last;
      }),
    );
    expect(sums.every((last, index) => last === (index % 7) + 1)).toBe(true);
  });

  it('fails pending and later calls as retryable when the other side dies', async () => {
    const numbers = await start();
    await numbers.add({ a: 1, b: 1 });
    const pending = numbers.hang({});
    link.die();
    await expect(pending).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    await connection.closed;
    await expect(numbers.add({ a: 1, b: 1 })).rejects.toMatchObject({ code: 'unavailable' });
  });
});
