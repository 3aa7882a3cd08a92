/** @file What Electron's main process and the engine's process tell each other beside the contracts; each side checks. */
import { z } from 'zod';
import { errorKinds, toErrorShape, type ErrorCode } from '../../../app/contract/errors.ts';
import { SecretName, SecretPlace } from '../../platform/secret-store.ts';

const ProcessNumber = z.number().int().positive();

/** A process that the engine wants: only main may start one. */
export const SpawnOrder = z.object({
  entry: z.enum(['media', 'inference', 'probe']),
  name: z.string().regex(/^[a-z0-9-]{1,60}$/),
  configuration: z.unknown(),
  /** What the shell's own environment may not already decide, such as UV_THREADPOOL_SIZE. */
  environment: z.partialRecord(z.enum(['UV_THREADPOOL_SIZE', 'MALLOC_ARENA_MAX']), z.string().max(10)).optional(),
});
export type SpawnOrder = z.output<typeof SpawnOrder>;

const Refusal = z.object({
  code: z.enum(Object.keys(errorKinds) as ErrorCode[]),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
});

/** Any thrown value as it crosses. */
export function refusalOf(error: unknown): z.output<typeof Refusal> {
  const { code, message, details = {} } = toErrorShape(error);
  return { code, message, details };
}

/** What the engine asks of the system's keychain. */
export const SecretOrder = z.discriminatedUnion('do', [
  z.object({ do: z.literal('where') }),
  z.object({ do: z.literal('read'), name: SecretName }),
  z.object({ do: z.literal('write'), name: SecretName, secret: z.string().nullable() }),
]);
export type SecretOrder = z.output<typeof SecretOrder>;

/** What the engine's process tells main. */
export const ToShell = z.discriminatedUnion('type', [
  /** The library is open; ports may come. */
  z.object({ type: z.literal('opened') }),
  /** The library cannot be opened; main ends the process. */
  z.object({ type: z.literal('refused'), error: Refusal }),
  /** The port of that connection has arrived and is served. */
  z.object({ type: z.literal('serving'), connection: z.string() }),
  z.object({ type: z.literal('spawn'), id: ProcessNumber, order: SpawnOrder }),
  z.object({ type: z.literal('kill'), id: ProcessNumber }),
  z.object({ type: z.literal('secret'), request: z.number().int().positive(), order: SecretOrder }),
]);
export type ToShell = z.output<typeof ToShell>;

/** What main tells the engine's process; `serve` and `spawned` carry one port. */
export const ToEngine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('serve'), contract: z.enum(['engine', 'local']), connection: z.string() }),
  z.object({ type: z.literal('spawned'), id: ProcessNumber, pid: z.number().int().nullable() }),
  z.object({ type: z.literal('printed'), id: ProcessNumber, stream: z.enum(['stdout', 'stderr']), line: z.string() }),
  z.object({ type: z.literal('exited'), id: ProcessNumber, reason: z.string() }),
  z.object({ type: z.literal('power'), onBattery: z.boolean() }),
  z.object({
    type: z.literal('secret'),
    request: z.number().int().positive(),
    place: SecretPlace.nullable(),
    secret: z.string().nullable(),
    error: Refusal.nullable(),
  }),
  /** Close the library and end. */
  z.object({ type: z.literal('close') }),
]);
export type ToEngine = z.output<typeof ToEngine>;
