import { SearchLine } from '../../app/contract/cli-output.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { Chip, SearchHit, SearchPage, Why } from '../../app/contract/search.ts';
import { countOf } from './count-of.ts';
import { knownPath } from './known-folders.ts';
import type { Session } from './session.ts';
import { titleOf } from './title-among.ts';

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
export async function printPage(query: string, page: SearchPage, session: Session): Promise<void> {
  await print(query, { page, hits: await withPaths(page.hits, session) }, session);
}

/** Prints what looks like some files, without the files themselves: at most `limit` photos. */
export async function printAlike(
  { query, like, limit }: { query: string; like: readonly string[]; limit: number },
  page: SearchPage,
  session: Session,
): Promise<void> {
  const named = new Set(await Promise.all(like.map(knownPath)));
  const all = await withPaths(page.hits, session);
  const real = await Promise.all(all.map(({ path }) => knownPath(path)));
  const hits = all.filter((_hit, at) => !named.has(real[at]!)).slice(0, limit);
  await print(
    query,
    { page: { ...page, total: hits.length, state: hits.length > 0 ? page.state : 'no_hits' }, hits },
    session,
  );
}

interface LocatedHit {
  readonly hit: SearchHit;
  readonly path: string;
}

async function withPaths(hits: readonly SearchHit[], { local }: Session): Promise<LocatedHit[]> {
  const located = [];
  for (const hit of hits) located.push({ hit, path: (await local.photoPath({ photoId: hit.photo.photoId })).path });
  return located;
}

async function print(
  query: string,
  { page, hits }: { page: SearchPage; hits: readonly LocatedHit[] },
  session: Session,
): Promise<void> {
  const { output } = session;
  output.object(SearchLine, {
    type: 'hits',
    query,
    total: page.total,
    state: page.state,
    model: page.model,
    modelProblem: page.modelProblem,
    chips: page.chips.map(({ kind, key, label }) => ({ kind, key, label })),
    issues: page.issues.map(({ kind, message, hint }) => ({ kind, message, hint })),
    minimumProbability: page.minimumProbability,
    belowCutoff: page.belowCutoff,
    seconds: page.tookMs / 1000,
    hits: hits.map(({ hit, path }) => ({
      photoId: hit.photo.photoId,
      path,
      score: hit.score,
      probability: hit.probability,
      why: hit.why,
    })),
  });
  if (output.json) return;
  if (!isPlain(page)) output.text(`Understood as: ${page.chips.map(describeChip).join(' · ')}`);
  for (const issue of page.issues) output.text(`${issue.message} ${issue.hint}`);
  if (page.modelProblem !== null) output.text(page.modelProblem);
  output.text(summary(page, await titleOf(page.model, session)));
  for (const { hit, path } of hits) output.text(`${sureness(hit)}  ${path}  ${hit.why.map(describeWhy).join(', ')}`);
}

/** Words that were found as they were written need no explanation. */
const isPlain = ({ chips, state }: SearchPage): boolean =>
  chips.length === 0 || (state === 'found' && chips.every(({ kind }) => kind === 'text'));

const chipLeads: Readonly<Partial<Record<Chip['kind'], string>>> = { text: 'looks like ', phrase: 'words ' };
const describeChip = ({ kind, label }: Chip): string => `${chipLeads[kind] ?? ''}${label}`;

const summaries: Readonly<Record<SearchPage['state'], string>> = {
  found: '',
  no_hits: 'Nothing matches.',
  empty_library: 'The library is empty. Add photos with: afterimage add FOLDER',
  indexing: 'Nothing matches yet; photos are still being indexed.',
  model_missing: 'The search model is missing: only words and filters were searched.',
};

function summary({ state, total, belowCutoff, unindexed, tookMs }: SearchPage, model: string | null): string {
  const by = model === null ? '' : `${model}, `;
  const said = state === 'found' ? `${countOf(total, 'photo')} (${by}${tookMs.toFixed(0)} ms).` : summaries[state];
  const verb = belowCutoff === 1 ? 'matches' : 'match';
  const weaker = `${countOf(belowCutoff, 'photo')} ${verb} less well, below the cut-off: see them with --min-probability 0.`;
  const waiting = `${countOf(unindexed, 'photo')} ${unindexed === 1 ? 'waits' : 'wait'} to be indexed: afterimage add their folder again.`;
  return [said, ...(belowCutoff > 0 ? [weaker] : []), ...(unindexed > 0 ? [waiting] : [])].join(' ');
}

/** How likely by meaning, or how alike; a word where neither found the photo. */
function sureness({ probability, score, why }: SearchHit): string {
  if (probability !== null) return `${(probability * 100).toFixed(0).padStart(3)}%`;
  if (why.some(({ kind }) => kind === 'meaning')) return score.toFixed(2);
  return why.some(({ kind }) => kind === 'word') ? 'word' : '   –';
}

function describeWhy({ kind, field, text, probability }: Why): string {
  if (kind === 'meaning') return probability === undefined ? 'alike' : 'meaning';
  return kind === 'word' ? `“${text ?? ''}” in ${field ?? 'words'}` : (text ?? field ?? kind);
}
