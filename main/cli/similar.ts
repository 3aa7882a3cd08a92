import { basename } from 'node:path';
import { checkFiles } from './named-files.ts';
import { printPage } from './search.ts';
import type { Session } from './session.ts';

export interface SimilarRequest {
  readonly like: readonly string[];
  readonly unlike: readonly string[];
  readonly limit: number;
}

/** `similar PATH...`: library photos that look like these files, and not like those. */
export async function similar({ like, unlike, limit }: SimilarRequest, session: Session): Promise<void> {
  await checkFiles([...like, ...unlike]);
  const input = { like: [...like], unlike: [...unlike], limit };
  const page = await session.local.similar(input, { signal: session.signal });
  await printPage(`like ${like.map((path) => basename(path)).join(', ')}`, page, session);
}
