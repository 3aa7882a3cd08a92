/** @file What travels between a client and a server: structured-clone-safe, and JSON-safe for the public contract. */
import { z } from 'zod';
import type { ErrorShape } from '../contract/errors.ts';

/** Events that a server may send ahead of what the client has taken. */
export const eventWindow = 64;

const CallNumber = z.number().int().nonnegative();

export const ToServer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), id: CallNumber, path: z.string().max(200), input: z.unknown() }),
  z.object({ type: z.literal('cancel'), id: CallNumber }),
  /** The client has taken `count` more events of a stream, so that many more may come. */
  z.object({ type: z.literal('taken'), id: CallNumber, count: z.number().int().positive() }),
]);
export type ToServer = z.output<typeof ToServer>;

export type ToClient =
  | { readonly type: 'event'; readonly id: number; readonly data: unknown }
  | { readonly type: 'done'; readonly id: number; readonly data: unknown }
  | { readonly type: 'fail'; readonly id: number; readonly error: ErrorShape };
