import { basename } from 'node:path';
import { maximumPhotos, type Look, type PhotoRegion } from '../../app/contract/assistant.ts';
import { AskFinishedLine, AskTokenLine } from '../../app/contract/cli-output.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { LocalAskEvent, LocalAskInput } from '../../app/contract/local.ts';
import { checkFiles } from './named-files.ts';
import type { Session } from './session.ts';

type Finished = Extract<LocalAskEvent, { type: 'finished' }>;

export interface AskRequest extends Pick<LocalAskInput, 'modelId' | 'temperature' | 'seed'> {
  readonly question: string;
  readonly paths: readonly string[];
  readonly closer: boolean;
}

/** `ask TEXT --photo PATH...`: an answer about files, in the library or not. */
export async function ask({ question, paths, ...how }: AskRequest, session: Session): Promise<void> {
  const { local, output, signal } = session;
  if (question.trim() === '') throw new AppError('invalid_input', 'The question is empty. Ask something.');
  if (paths.length > maximumPhotos)
    throw new AppError(
      'invalid_input',
      `${paths.length} photos are too many for one question. Name ${maximumPhotos} at most.`,
    );
  await checkFiles(paths);
  const named = (text: string): string => nameFiles(text, paths);
  let finished: Finished | null = null;
  for await (const event of local.ask({ ...how, paths: [...paths], question }, { signal })) {
    if (event.type === 'token') {
      output.piece(named(event.text));
      output.object(AskTokenLine, { type: 'token', text: event.text });
    } else if (event.type === 'replaced') output.piece(`\n${named(event.text)}`);
    else if (event.type === 'finished') finished = event;
  }
  if (finished === null) throw new AppError('internal', 'The answer ended without a result.');
  report(finished, session, named);
}

function report({ text, facts, citedPaths }: Finished, { output }: Session, named: (text: string) => string): void {
  output.object(AskFinishedLine, {
    type: 'finished',
    answer: text,
    tool: facts.tool,
    toolReason: facts.toolReason,
    model: facts.model,
    photos: citedPaths,
    resolution: facts.resolution,
    looks: facts.looks,
    canLookCloser: facts.canLookCloser,
    regions: facts.regions,
    tokensPerSecond: facts.tokensPerSecond,
    server: facts.server,
    consent: facts.consent,
    confidence: facts.confidence,
    confidenceKind: facts.confidenceKind,
    notices: facts.notices,
    seconds: facts.seconds,
    firstTokenSeconds: facts.firstTokenSeconds,
  });
  output.text('');
  for (const line of describeConsent(facts.consent)) output.text(line);
  for (const region of facts.regions) output.text(named(describeRegion(region)));
  for (const notice of facts.notices) output.text(`note: ${named(notice)}`);
  output.text(`— ${describe(facts)}`);
  if (facts.canLookCloser) output.text('note: --closer looks with more pixels');
}

function describeConsent(consent: Finished['facts']['consent']): string[] {
  if (consent === null) return [];
  const photos = consent.photos.map(
    ({ name, size }) => `  ${name}${size === null ? '' : ` at ${size.width}×${size.height}`}`,
  );
  return [...photos, 'Agree in the app, where any question asks once; or name a model of this machine with --model.'];
}

function describeRegion({ photo, label, left, top, right, bottom }: PhotoRegion): string {
  const corners = [left, top, right, bottom].map((share) => `${(share * 100).toFixed(1)}%`);
  return `[photo ${photo}] ${label}: ${corners.slice(0, 2).join(' ')} to ${corners.slice(2).join(' ')}`;
}

/** `512×384 in 1 tile`, once for photos that were seen alike. */
function describeLooks(looks: readonly Look[]): string {
  const each = looks.map(({ width, height, tiles }) => {
    const cut = tiles === null ? '' : ` in ${tiles} ${tiles === 1 ? 'tile' : 'tiles'}`;
    return `${width}×${height}${cut}`;
  });
  return [...new Set(each)].join(', ');
}

/** For a person, `[photo 2]` says less than the file's name. */
function nameFiles(text: string, paths: readonly string[]): string {
  return text.replaceAll(/\[photo (\d+)\]/g, (mark, number) => {
    const path = paths[Number(number) - 1];
    return path === undefined ? mark : basename(path);
  });
}

function describe(facts: Finished['facts']): string {
  const { tool, model, resolution, looks, confidence, confidenceKind, seconds } = facts;
  const parts = [
    `by ${tool}`,
    model,
    facts.server === null ? null : `on your server at ${facts.server}`,
    looks.length > 0 ? `saw ${describeLooks(looks)}` : resolution && `saw ${resolution.width}×${resolution.height}`,
    facts.tokensPerSecond === null ? null : `${facts.tokensPerSecond.toFixed(1)} tokens/s`,
    confidence === null ? null : `${(confidence * 100).toFixed(0)}% (${confidenceKind?.replaceAll('_', ' ') ?? ''})`,
    `${seconds.toFixed(2)} s`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
