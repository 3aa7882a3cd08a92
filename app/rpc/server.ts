import type { z } from 'zod';
import type { Contract, HandlerContext, Handlers, Procedure, Stream } from '../contract/define.ts';
import { AppError, toAppError, toErrorShape } from '../contract/errors.ts';
import { proceduresOf, valueAt } from './procedures.ts';
import type { Transport } from './transport.ts';
import { eventWindow, ToServer, type ToClient } from './wire.ts';

export interface ServeOptions {
  /** Names the connection, for handlers and logs. */
  readonly connection: string;
  /** Checks what handlers return against the contract; for tests and development. */
  readonly validateOutput?: boolean;
  readonly onError?: (path: string, error: AppError) => void;
}

type Handler = (input: unknown, context: HandlerContext) => unknown;

interface OpenCall {
  readonly controller: AbortController;
  /** Events that may still be sent before the client has taken some. */
  credit: number;
  onCredit: () => void;
}

function describeIssues(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; ');
}

/** Answers the calls that come over `transport`; closing it, from either side, aborts all of them. */
export function serve<const C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  transport: Transport,
  options: ServeOptions,
): { close(): void } {
  const procedures = proceduresOf(contract);
  const calls = new Map<number, OpenCall>();
  const send = (message: ToClient): void => transport.send(message);

  transport.onMessage((message) => {
    const parsed = ToServer.safeParse(message);
    if (!parsed.success) return options.onError?.('', new AppError('invalid_input', describeIssues(parsed.error)));
    receive(parsed.data);
  });
  transport.onClose(() => {
    for (const call of calls.values()) call.controller.abort();
  });

  function receive(message: ToServer): void {
    if (message.type === 'open') {
      if (!calls.has(message.id)) void answer(message.id, message.path, message.input);
      return;
    }
    const call = calls.get(message.id);
    if (call === undefined) return;
    if (message.type === 'cancel') call.controller.abort();
    else {
      call.credit += message.count;
      call.onCredit();
    }
  }

  async function answer(id: number, path: string, input: unknown): Promise<void> {
    const call: OpenCall = { controller: new AbortController(), credit: eventWindow, onCredit: () => undefined };
    calls.set(id, call);
    try {
      send({ type: 'done', id, data: await run(path, input, id, call) });
    } catch (error) {
      const failure = toAppError(error);
      if (failure.code !== 'cancelled') options.onError?.(path, failure);
      send({ type: 'fail', id, error: toErrorShape(failure) });
    } finally {
      calls.delete(id);
    }
  }

  async function run(path: string, input: unknown, id: number, call: OpenCall): Promise<unknown> {
    const procedure = procedures.get(path);
    const handler = valueAt(handlers, path);
    if (procedure === undefined || typeof handler !== 'function') {
      throw new AppError('not_found', `Expected the name of a procedure but received ${JSON.stringify(path)}.`);
    }
    const parsed = procedure.input.safeParse(input);
    if (!parsed.success) throw new AppError('invalid_input', describeIssues(parsed.error));
    const context: HandlerContext = { signal: call.controller.signal, connection: options.connection };
    const result = (handler as Handler)(parsed.data, context);
    if (procedure.kind === 'call') return output(procedure, await untilAborted(result, context.signal));
    await pump(procedure, result as AsyncIterable<unknown>, id, call);
    return null;
  }

  async function pump(procedure: Stream, events: AsyncIterable<unknown>, id: number, call: OpenCall): Promise<void> {
    for await (const event of events) {
      await transport.drained?.();
      while (call.credit === 0 && !call.controller.signal.aborted) await nextCredit(call);
      if (call.controller.signal.aborted) break;
      call.credit -= 1;
      send({ type: 'event', id, data: output(procedure, event) });
    }
    if (call.controller.signal.aborted) throw new AppError('cancelled', 'The call was cancelled.');
  }

  function output(procedure: Procedure, value: unknown): unknown {
    if (options.validateOutput !== true) return value;
    const schema = procedure.kind === 'call' ? procedure.output : procedure.event;
    const parsed = schema.safeParse(value);
    if (!parsed.success)
      throw new AppError('internal', `A handler broke the contract: ${describeIssues(parsed.error)}`);
    return parsed.data;
  }

  return { close: () => transport.close() };
}

function nextCredit(call: OpenCall): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      call.onCredit = () => undefined;
      call.controller.signal.removeEventListener('abort', done);
      resolve();
    };
    call.onCredit = done;
    call.controller.signal.addEventListener('abort', done, { once: true });
  });
}

/** The result, or `cancelled` at once when the caller has gone, whatever the handler still does. */
function untilAborted(result: unknown, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new AppError('cancelled', 'The call was cancelled.'));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    Promise.resolve(result)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', cancel));
  });
}
