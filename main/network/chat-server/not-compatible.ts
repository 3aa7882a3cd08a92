import { AppError } from '../../../app/contract/errors.ts';

export function notCompatible(address: string, cause?: unknown): AppError {
  const message = `${address} answers, but not as an OpenAI-compatible server. Its address usually ends in /v1.`;
  return new AppError('server_incompatible', message, { cause });
}
