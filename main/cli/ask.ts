import { basename } from 'node:path';
import { maximumPhotos } from '../../app/contract/assistant.ts';
import { AskFinishedLine, AskReplacedLine, AskTokenLine } from '../../app/contract/cli-output.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { LocalAskEvent, LocalAskInput } from '../../app/contract/local.ts';
import { describeAnswer, describeConsent, describeRegion } from './describe-answer.ts';
import { checkFiles } from './named-files.ts';
import type { Output } from './output.ts';
import { readingError } from './reading-error.ts';
import type { Session } from './session.ts';
import { titleOf } from './title-among.ts';

type Finished = Extract<LocalAskEvent, { type: 'finished' }>;

export interface AskRequest extends Pick<LocalAskInput, 'modelId' | 'temperature' | 'seed'> {
  readonly question: string;
  readonly paths: readonly string[];
  readonly closer: boolean;
}

const longestQuestion = 2000;
const statusWidth = 79;

/**
 * `ask TEXT --photo PATH...`: an answer about files, in the library or not. A person reads it once it is whole, since what
 * is said of a photo may still give way to something else. False where none of the photos could be read.
 */
export async function ask({ question, paths, ...how }: AskRequest, session: Session): Promise<boolean> {
  const { local, output, signal } = session;
  checkQuestion(question, paths);
  await checkFiles(paths);
  const named = (text: string): string => nameFiles(text, paths);
  let soFar = '';
  for await (const event of local.ask({ ...how, paths: [...paths], question }, { signal })) {
    print(event, output);
    if (event.type === 'finished') return report(event, { session, paths, named });
    if (event.type === 'token') soFar += event.text;
    if (event.type === 'replaced') soFar = event.text;
    output.status(named(soFar).split('\n').at(-1)!.slice(-statusWidth));
  }
  throw new AppError('internal', 'The answer ended without a result.');
}

function checkQuestion(question: string, paths: readonly string[]): void {
  const { length } = question.trim();
  if (length === 0) throw new AppError('invalid_input', 'The question is empty. Ask something.');
  if (length > longestQuestion)
    throw new AppError('invalid_input', `The question has ${length} characters. Shorten it to ${longestQuestion}.`);
  if (paths.length > maximumPhotos)
    throw new AppError(
      'invalid_input',
      `${paths.length} photos are too many for one question. Name ${maximumPhotos} at most.`,
    );
}

/** For programs, which may follow the answer while it is made. */
function print(event: LocalAskEvent, output: Output): void {
  if (event.type === 'token') output.object(AskTokenLine, { type: 'token', text: event.text });
  if (event.type === 'replaced') {
    const { text, reason } = event;
    output.object(AskReplacedLine, { type: 'replaced', text, reason });
  }
}

interface Asked {
  readonly session: Session;
  readonly paths: readonly string[];
  named(text: string): string;
}

async function report(finished: Finished, { session, paths, named }: Asked): Promise<boolean> {
  const { text, facts } = finished;
  const { output } = session;
  const readable = await isAnyReadable(finished, { session, paths });
  const model = await titleOf(facts.model, session);
  printFinished(finished, output);
  output.text(named(text));
  for (const line of describeConsent(facts.consent)) output.text(line);
  for (const region of facts.regions) output.text(named(describeRegion(region)));
  for (const notice of new Set(facts.notices)) output.text(`note: ${named(notice)}`);
  for (const line of describeAnswer(facts, { model, readable })) output.text(line);
  if (facts.canLookCloser) output.text('note: --closer looks with more pixels');
  return readable;
}

/** An answer that rests on no photo may be about photos that say nothing of it, or about none that can be read. */
async function isAnyReadable(
  { facts, citedPaths }: Finished,
  { session, paths }: Pick<Asked, 'session' | 'paths'>,
): Promise<boolean> {
  const seen = citedPaths.length > 0 || facts.looks.length > 0 || facts.resolution !== null;
  if (seen || paths.length === 0 || facts.tool === 'none' || facts.consent !== null) return true;
  for (const path of paths) if ((await readingError(path, session)) === null) return true;
  return false;
}

function printFinished({ text, facts, citedPaths }: Finished, output: Output): void {
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
}

/** For a person, `[photo 2]` says less than the file's name. */
function nameFiles(text: string, paths: readonly string[]): string {
  return text.replaceAll(/\[photo (\d+)\]/g, (mark, number) => {
    const path = paths[Number(number) - 1];
    return path === undefined ? mark : basename(path);
  });
}
