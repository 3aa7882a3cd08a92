import { basename } from 'node:path';
import { checkFiles } from './named-files.ts';
import { printAlike } from './search.ts';
import type { Session } from './session.ts';

export interface SimilarRequest {
  readonly like: readonly string[];
  readonly unlike: readonly string[];
  readonly limit: number;
}

const mostHits = 1000;

/** `similar PATH...`: library photos that look like these files, and not like those. */
export async function similar({ like, unlike, limit }: SimilarRequest, session: Session): Promise<void> {
  await checkFiles([...like, ...unlike]);
  const input = { like: [...like], unlike: [...unlike], limit: Math.min(mostHits, limit + like.length) };
  const page = await session.local.similar(input, { signal: session.signal });
  const query = `like ${like.map((path) => basename(path)).join(', ')}`;
  await printAlike({ query, like, limit }, page, session);
}
