import { QueryClient } from '@tanstack/react-query';
import { toAppError } from '../../app/contract/errors.ts';

const attempts = 3;

/** The engine is on this machine: whether the machine is online does not matter, and only retryable errors are retried. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: 30_000,
        retry: (count, error) => toAppError(error).retryable && count < attempts,
        retryDelay: (count) => 400 * 2 ** count,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
