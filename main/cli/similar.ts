import { basename } from 'node:path';
import { AppError, errorKinds } from '../../app/contract/errors.ts';
import type { SearchPage } from '../../app/contract/search.ts';
import { checkFiles } from './named-files.ts';
import { printPage } from './search.ts';
import type { Session } from './session.ts';

export interface SimilarRequest {
  readonly like: readonly string[];
  readonly unlike: readonly string[];
  readonly limit: number;
}

const mostFiles = 20;

/** `similar PATH...`: library photos that look like these files, and not like those. */
export async function similar(request: SimilarRequest, session: Session): Promise<void> {
  const { like, unlike } = request;
  for (const paths of [like, unlike])
    if (paths.length > mostFiles)
      throw new AppError('invalid_input', `${paths.length} photos are too many at once. Name ${mostFiles} at most.`);
  await checkFiles([...like, ...unlike]);
  const page = await find(request, session).catch((error: unknown) =>
    blame(error, { paths: [...like, ...unlike], session }),
  );
  await printPage(`like ${like.map((path) => basename(path)).join(', ')}`, page, session);
}

const find = ({ like, unlike, limit }: SimilarRequest, { local, signal }: Session): Promise<SearchPage> =>
  local.similar({ like: [...like], unlike: [...unlike], limit }, { signal });

/** Throws an error about a photo with the name of the photo, which the first that fails by itself has. */
async function blame(
  error: unknown,
  { paths, session }: { paths: readonly string[]; session: Session },
): Promise<never> {
  if (!isAboutPhoto(error)) throw error;
  for (const path of paths) {
    try {
      await find({ like: [path], unlike: [], limit: 1 }, session);
    } catch (reason) {
      throw isAboutPhoto(reason) ? withName(reason, basename(path)) : reason;
    }
  }
  throw error;
}

const isAboutPhoto = (error: unknown): error is AppError =>
  error instanceof AppError && errorKinds[error.code].scope === 'photo';

function withName(error: AppError, name: string): AppError {
  if (error.message.includes(name)) return error;
  return new AppError(error.code, `${name}: ${error.message}`, { details: error.details, cause: error });
}
