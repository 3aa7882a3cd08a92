import { basename } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { SearchPage } from '../../app/contract/search.ts';
import { checkFiles } from './named-files.ts';
import { isReadingError, readingError } from './reading-error.ts';
import { printAlike } from './search.ts';
import type { Session } from './session.ts';

export interface SimilarRequest {
  readonly like: readonly string[];
  readonly unlike: readonly string[];
  readonly limit: number;
}

const mostFiles = 20;
const mostHits = 1000;

/** `similar PATH...`: library photos that look like these files, and not like those. */
export async function similar(request: SimilarRequest, session: Session): Promise<void> {
  const { like, unlike, limit } = request;
  for (const paths of [like, unlike])
    if (paths.length > mostFiles)
      throw new AppError('invalid_input', `${paths.length} photos are too many at once. Name ${mostFiles} at most.`);
  await checkFiles([...like, ...unlike]);
  const page = await find(request, session);
  const query = `like ${like.map((path) => basename(path)).join(', ')}`;
  await printAlike({ query, like, limit }, page, session);
}

async function find({ like, unlike, limit }: SimilarRequest, session: Session): Promise<SearchPage> {
  const { local, signal } = session;
  try {
    // The photos themselves are found, too, and left out.
    const most = Math.min(mostHits, limit + like.length);
    return await local.similar({ like: [...like], unlike: [...unlike], limit: most }, { signal });
  } catch (error) {
    throw isReadingError(error) ? await naming(error, [...like, ...unlike], session) : error;
  }
}

/** The error with the name of the photo that it is about. */
async function naming(error: AppError, paths: readonly string[], session: Session): Promise<AppError> {
  for (const path of paths) {
    const reason = await readingError(path, session);
    if (reason !== null) return withName(reason, basename(path));
  }
  return error;
}

function withName(error: AppError, name: string): AppError {
  if (error.message.includes(name)) return error;
  return new AppError(error.code, `${name}: ${error.message}`, { details: error.details, cause: error });
}
