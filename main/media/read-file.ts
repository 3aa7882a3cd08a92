import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, type ErrorCode } from '../../app/contract/errors.ts';

/** Smaller files live inside the directory on some file systems and own no blocks though they are here. */
const placeholderBytes = 4096;

/**
 * A whole file. Rejects `too_large` over the limit, `cloud_placeholder` for a file whose content is not on this machine
 * (reading it would download it), and file-system errors by their codes.
 */
export async function readPhotoFile(path: string, limitMegabytes: number): Promise<Buffer> {
  try {
    await using file = await open(path, 'r');
    await refuse(file, path, limitMegabytes);
    return await file.readFile();
  } catch (error) {
    throw toFileError(error, path);
  }
}

async function refuse(file: FileHandle, path: string, limitMegabytes: number): Promise<void> {
  const { size, blocks } = await file.stat();
  if (size === 0) throw new AppError('decode_failed', `${basename(path)} is empty (0 bytes).`);
  if (process.platform !== 'linux' && blocks === 0 && size > placeholderBytes) {
    throw new AppError('cloud_placeholder', `${basename(path)} is in the cloud only; download it to index it.`);
  }
  if (size <= limitMegabytes * 1e6) return;
  const message = `${basename(path)} has ${Math.ceil(size / 1e6)} MB; the limit in the settings is ${limitMegabytes} MB.`;
  throw new AppError('too_large', message, { details: { limit: `${limitMegabytes} MB` } });
}

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'not_found',
  ENOTDIR: 'not_found',
  EACCES: 'permission_denied',
  EPERM: 'permission_denied',
  ENOSPC: 'storage_full',
  EDQUOT: 'storage_full',
};

/** A file-system error as the product's own; anything else unchanged. */
export function toFileError(error: unknown, path: string): unknown {
  const errno = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof AppError || typeof errno !== 'string') return error;
  const message = `${basename(path)} cannot be read or written (${errno}).`;
  return new AppError(codes[errno] ?? 'io_failed', message, { details: { errno }, cause: error });
}
