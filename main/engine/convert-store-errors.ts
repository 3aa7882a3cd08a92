import type { Contract, HandlerContext, Handlers } from '../../app/contract/define.ts';
import { asStoreError } from '../store/database.ts';

type AnyHandler = (input: unknown, context: HandlerContext) => unknown;
interface AnyHandlers {
  readonly [name: string]: AnyHandler | AnyHandlers;
}

/** The same handlers; what the database says of a full or failing disk reaches the caller in the product's words. */
export function convertStoreErrors<C extends Contract>(handlers: Handlers<C>): Handlers<C> {
  return convertAll(handlers) as Handlers<C>;
}

function convertAll(handlers: AnyHandlers): AnyHandlers {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      typeof handler === 'function' ? converted(handler) : convertAll(handler),
    ]),
  );
}

function converted(handler: AnyHandler): AnyHandler {
  return (input, context) => {
    try {
      const answer = handler(input, context);
      if (answer instanceof Promise) return answer.catch(rethrow);
      return isStream(answer) ? convertedStream(answer) : answer;
    } catch (error) {
      return rethrow(error);
    }
  };
}

async function* convertedStream(events: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* events;
  } catch (error) {
    rethrow(error);
  }
}

const isStream = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

function rethrow(error: unknown): never {
  throw asStoreError(error);
}
