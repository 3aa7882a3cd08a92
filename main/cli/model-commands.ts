/** @file `models …`: installing, checking and choosing models. */
import { resolve } from 'node:path';
import {
  LicenceLine,
  ModelFinishedLine,
  ModelLine,
  ModelProgressLine,
  TrialLine,
} from '../../app/contract/cli-output.ts';
import { AppError } from '../../app/contract/errors.ts';
import { ModelId, type JobId } from '../../app/contract/ids.ts';
import { isOver, type Job } from '../../app/contract/jobs.ts';
import type { ModelInfo, ModelUse } from '../../app/contract/models.ts';
import { formatBytes } from './format-bytes.ts';
import { progressLine } from './progress-line.ts';
import type { Session } from './session.ts';

/** `models list`: what there is, what it is good at and what it cannot do. */
export async function listModels({ engine, output }: Session): Promise<void> {
  for (const model of (await engine.models.list({})).models) {
    output.object(ModelLine, { type: 'model', ...model });
    describe(model).forEach(output.text);
  }
}

function describe(model: ModelInfo): string[] {
  const { modelId, title, revision, sizeBytes, state, uses, fits, problem, device, licenceNotice } = model;
  const used = uses.length === 0 ? '' : `, used for ${uses.join(' and ')}`;
  return [
    `${title}, version ${revision}  ${formatBytes(sizeBytes)}  ${state}${used}`,
    `  id: ${modelId}`,
    ...model.goodAt.map((line) => `  + ${line}`),
    ...model.limits.map((line) => `  – ${line}`),
    ...(problem === null ? [] : [`  ! ${problem}`]),
    ...(fits.reason === null ? [] : [`  ! ${fits.reason}`]),
    ...(device === null ? [] : [`  runs on ${device.device}: ${device.reason}`]),
    ...(model.variants.length < 2 ? [] : [`  variants: ${model.variants.map(({ name }) => name).join(', ')}`]),
    `  licence: ${model.licence}`,
    ...(licenceNotice === null ? [] : [`  ${licenceNotice}`]),
  ];
}

/** `models install ID`: fetches what is missing. Ctrl+C leaves what is here; the same command goes on from there. */
export async function installModel(id: string, variant: string | undefined, session: Session): Promise<void> {
  const modelId = parseId(id);
  const { licence, licenceNotice } = await infoOf(modelId, session);
  session.output.text(`Licence: ${licence}. Read it with: afterimage models licence ${modelId}`);
  if (licenceNotice !== null) session.output.text(licenceNotice);
  const { jobId } = await session.engine.models.install({ modelId, ...(variant === undefined ? {} : { variant }) });
  await finish(modelId, jobId, session);
}

const longestRepository = 200;

/** `models add OWNER/NAME`: a repository of a known family joins the list. */
export async function addRepository(repository: string, session: Session): Promise<void> {
  if (repository.trim().length < 3 || repository.trim().length > longestRepository)
    throw new AppError('invalid_input', `Expected a repository as OWNER/NAME but received “${repository}”.`);
  const { modelId } = await session.engine.models.addRepository({ repository }, { signal: session.signal });
  await sayState(modelId, session);
  session.output.text(`Install it with: afterimage models install ${modelId}`);
}

/** `models import FOLDER` */
export async function importModel(directory: string, session: Session): Promise<void> {
  if (directory === '') throw new AppError('invalid_input', 'The folder has an empty name. Name one.');
  const { modelId, jobId } = await session.engine.models.importFolder({ directory: resolve(directory) });
  await finish(modelId, jobId, session);
}

/** `models verify [ID]`: reads every file of a model, or of all installed ones, again. */
export async function verifyModels(id: string | undefined, session: Session): Promise<void> {
  const { models } = await session.engine.models.list({});
  const here = models.filter(({ state }) => state === 'installed' || state === 'corrupt');
  const wanted = id === undefined ? here.map(({ modelId }) => modelId) : [parseId(id)];
  const failures: unknown[] = [];
  for (const modelId of wanted) {
    const { jobId } = await session.engine.models.verify({ modelId });
    await finish(modelId, jobId, session).catch((error: unknown) => {
      session.signal.throwIfAborted();
      failures.push(error);
    });
  }
  failures.slice(0, -1).forEach(session.output.error);
  if (failures.length > 0) throw failures.at(-1);
}

/** `models remove ID` */
export async function removeModel(id: string, { engine, output }: Session): Promise<void> {
  const modelId = parseId(id);
  const { freedBytes } = await engine.models.remove({ modelId });
  output.object(ModelFinishedLine, { type: 'finished', modelId, state: 'available', freedBytes });
  output.text(`${modelId} is removed; ${formatBytes(freedBytes)} are free again.`);
}

/** `models licence ID`: the licence's text. */
export async function showLicence(id: string, { engine, output, signal }: Session): Promise<void> {
  const licence = await engine.models.licence({ modelId: parseId(id) }, { signal });
  output.object(LicenceLine, { type: 'licence', ...licence });
  output.text(`${licence.name}\n${licence.notice === null ? '' : `\n${licence.notice}\n`}\n${licence.text.trimEnd()}`);
}

/** `models use ID`: for search, for chat, or for all that it can do. */
export async function useModel(id: string, use: ModelUse | undefined, session: Session): Promise<void> {
  const modelId = parseId(id);
  const { tasks, title } = await infoOf(modelId, session);
  const possible = [
    ...(tasks.includes('search') ? ['search' as const] : []),
    ...(tasks.includes('answer') ? ['chat' as const] : []),
  ];
  const uses = use === undefined ? possible : [use];
  if (uses.length === 0) throw new AppError('conflict', `${title} neither searches nor chats; it helps those that do.`);
  for (const each of uses) {
    const { jobId } = await session.engine.models.use({ use: each, modelId });
    if (jobId !== null) await follow(modelId, jobId, session);
  }
  await sayState(modelId, session);
}

/** `models probe ID`: tries it on every device. */
export async function probeModel(id: string, session: Session): Promise<void> {
  const modelId = parseId(id);
  const { jobId } = await session.engine.models.probe({ modelId });
  await follow(modelId, jobId, session);
  const { trials } = await session.engine.models.trials({ modelId });
  for (const trial of trials) {
    session.output.object(TrialLine, { type: 'trial', modelId, ...trial });
    const rate = trial.perSecond === null ? '' : `  ${trial.perSecond.toPrecision(3)}/s`;
    session.output.text(`${trial.device}  ${trial.outcome}${rate}  ${trial.detail}`);
  }
  await sayState(modelId, session);
}

function parseId(text: string): ModelId {
  const parsed = ModelId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', `Expected a model as \`models list\` shows them but received ${text}.`);
}

async function infoOf(modelId: ModelId, { engine }: Session): Promise<ModelInfo> {
  const { models } = await engine.models.list({});
  const found = models.find((model) => model.modelId === modelId);
  if (found === undefined) throw new AppError('not_found', `There is no model ${modelId}. See: afterimage models list`);
  return found;
}

async function finish(modelId: ModelId, jobId: JobId, session: Session): Promise<void> {
  await follow(modelId, jobId, session);
  await sayState(modelId, session);
}

/** Shows a job's progress until it is over. Rejects what it failed with. */
async function follow(modelId: ModelId, jobId: JobId, { engine, output, signal }: Session): Promise<void> {
  for await (const event of engine.jobs.watch({}, { signal })) {
    const changed = event.type === 'snapshot' ? event.jobs : [event.job];
    const job = changed.find((each) => each.jobId === jobId);
    if (job === undefined) continue;
    output.status(progressLine(job));
    output.object(ModelProgressLine, { type: 'progress', modelId, progress: job.progress });
    if (isOver(job)) return settle(job, output);
  }
}

function settle({ failure, state, title }: Job, output: Session['output']): void {
  output.status('');
  if (failure !== null) throw new AppError(failure.code as AppError['code'], failure.message);
  if (state === 'cancelled') throw new AppError('cancelled', `${title}: cancelled.`);
}

async function sayState(modelId: ModelId, session: Session): Promise<void> {
  const { state, diskBytes, uses, title } = await infoOf(modelId, session);
  session.output.object(ModelFinishedLine, { type: 'finished', modelId, state, freedBytes: 0 });
  const used = uses.length === 0 ? '' : `, used for ${uses.join(' and ')}`;
  session.output.text(`${title} (${modelId}) is ${state}${used}; ${formatBytes(diskBytes)} on disk.`);
}
