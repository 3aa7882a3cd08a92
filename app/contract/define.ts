import type { z } from 'zod';

/** One request, one answer. */
export interface Call<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly kind: 'call';
  readonly input: Input;
  readonly output: Output;
}

/** One request, a sequence of events until it finishes, fails or is cancelled. */
export interface Stream<Input extends z.ZodType = z.ZodType, Event extends z.ZodType = z.ZodType> {
  readonly kind: 'stream';
  readonly input: Input;
  readonly event: Event;
}

export type Procedure = Call | Stream;

/** A tree of procedures; the path to a leaf is its name on the wire (`search.query`). */
export interface Contract {
  readonly [name: string]: Procedure | Contract;
}

export const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Call<I, O> => ({
  kind: 'call',
  input,
  output,
});

export const stream = <I extends z.ZodType, E extends z.ZodType>(input: I, event: E): Stream<I, E> => ({
  kind: 'stream',
  input,
  event,
});

export const defineContract = <const C extends Contract>(contract: C): C => contract;

export function isProcedure(node: Procedure | Contract): node is Procedure {
  return node.kind === 'call' || node.kind === 'stream';
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What the holder of the other end of a transport may call. */
export type Client<C> = {
  readonly [K in keyof C]: C[K] extends Call<infer I, infer O>
    ? (input: z.input<I>, options?: CallOptions) => Promise<z.output<O>>
    : C[K] extends Stream<infer I, infer E>
      ? (input: z.input<I>, options?: CallOptions) => AsyncIterable<z.output<E>>
      : Client<C[K]>;
};

export interface HandlerContext {
  /** Aborted when the caller cancels, leaves its loop early or loses its connection. */
  readonly signal: AbortSignal;
  /** Names the connection that the call came over, for logs. */
  readonly connection: string;
}

/** What the implementing side provides: one function a procedure, input already validated. */
export type Handlers<C> = {
  readonly [K in keyof C]: C[K] extends Call<infer I, infer O>
    ? (input: z.output<I>, context: HandlerContext) => Promise<z.input<O>> | z.input<O>
    : C[K] extends Stream<infer I, infer E>
      ? (input: z.output<I>, context: HandlerContext) => AsyncIterable<z.input<E>>
      : Handlers<C[K]>;
};
