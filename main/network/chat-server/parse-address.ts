import { AppError } from '../../../app/contract/errors.ts';

/**
 * The base address of an OpenAI-compatible interface as it is stored, shown and agreed to: without a slash at its end.
 * Rejects `invalid_input` for what is no address, and for one that holds a password.
 */
export function parseServerAddress(text: string): string {
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new AppError(
      'invalid_input',
      `Expected an address such as http://localhost:11434/v1 but received “${text.trim()}”.`,
    );
  if (url.username !== '' || url.password !== '')
    throw new AppError('invalid_input', 'The address holds a name or a password. Put the key into its own field.');
  if (url.search !== '' || url.hash !== '')
    throw new AppError('invalid_input', 'The address holds a question mark or a hash. Enter it without them.');
  return url.href.replace(/\/+$/, '');
}
