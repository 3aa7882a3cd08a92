import { SearchLine } from '../../app/contract/cli-output.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { SearchHit, SearchPage, Why } from '../../app/contract/search.ts';
import type { Session } from './session.ts';

export interface SearchRequest {
  /** `-` reads one query a line. */
  readonly text: string;
  readonly limit: number;
  /** The relevance cut-off; the library's setting where undefined. */
  readonly minimumProbability: number | undefined;
  /** Lines of standard input. */
  readonly lines: AsyncIterable<string>;
}

const longestText = 1000;

/** `search TEXT`: what matches, and why. */
export async function search(request: SearchRequest, session: Session): Promise<void> {
  if (request.text !== '-') return searchOnce(request.text, request, session);
  for await (const line of request.lines) if (line.trim() !== '') await searchOnce(line.trim(), request, session);
}

async function searchOnce(text: string, request: SearchRequest, session: Session): Promise<void> {
  const { limit, minimumProbability } = request;
  if (text.length > longestText) {
    const message = `The text to search for has ${text.length} characters. Shorten it to ${longestText}.`;
    throw new AppError('invalid_input', message);
  }
  const input = { text, limit, ...(minimumProbability === undefined ? {} : { minimumProbability }) };
  const page = await session.engine.search.query(input, { signal: session.signal });
  await printPage(text, page, session);
}

/** Prints a page of hits with their paths. */
export async function printPage(query: string, page: SearchPage, { local, output }: Session): Promise<void> {
  const hits = [];
  for (const hit of page.hits) hits.push({ hit, path: (await local.photoPath({ photoId: hit.photo.photoId })).path });
  output.object(SearchLine, {
    type: 'hits',
    query,
    total: page.total,
    state: page.state,
    model: page.model,
    modelProblem: page.modelProblem,
    issues: page.issues.map(({ message, hint }) => ({ message, hint })),
    seconds: page.tookMs / 1000,
    hits: hits.map(({ hit, path }) => ({
      photoId: hit.photo.photoId,
      path,
      score: hit.score,
      probability: hit.probability,
      why: hit.why,
    })),
  });
  for (const issue of page.issues) output.text(`${issue.message} ${issue.hint}`);
  if (page.modelProblem !== null) output.text(page.modelProblem);
  output.text(summary(page));
  for (const { hit, path } of hits) output.text(`${percent(hit)}  ${path}  ${hit.why.map(describeWhy).join(', ')}`);
}

const summaries: Readonly<Record<SearchPage['state'], string>> = {
  found: '',
  no_hits: 'Nothing matches.',
  empty_library: 'The library is empty. Add photos with: afterimage add FOLDER',
  indexing: 'Nothing matches yet; photos are still being indexed.',
  model_missing: 'The search model is missing: only words and filters were searched.',
};

function summary({ state, model, total, belowCutoff, unindexed, tookMs }: SearchPage): string {
  const weaker = belowCutoff > 0 ? `, ${belowCutoff} weaker left out` : '';
  const by = model === null ? '' : `${model}, `;
  const waiting = unindexed > 0 ? ` ${unindexed} photos wait to be indexed: afterimage add their folder again.` : '';
  return (state === 'found' ? `${total} photos${weaker} (${by}${tookMs.toFixed(0)} ms).` : summaries[state]) + waiting;
}

function percent({ probability }: SearchHit): string {
  return probability === null ? '   –' : `${(probability * 100).toFixed(0).padStart(3)}%`;
}

function describeWhy({ kind, field, text }: Why): string {
  if (kind === 'meaning') return 'meaning';
  return kind === 'word' ? `“${text ?? ''}” in ${field ?? 'words'}` : (text ?? field ?? kind);
}
