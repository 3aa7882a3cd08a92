import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../../app/contract/errors.ts';
import type { ModelFile, ModelManifest } from '../../../../models/manifest.ts';
import { checkFile } from '../../../network/download/content-check.ts';
import { downloadedBytes, downloadFile, type DownloadShape } from '../../../network/download/download-file.ts';
import type { Hub, HubFileRequest } from '../../../network/hub/open-hub.ts';
import type { JobContext } from '../../jobs/create-jobs.ts';
import { freeBytesAt, requireSpace } from './free-space.ts';
import {
  planInstallation,
  readPlan,
  repairPlan,
  sizeOf,
  variantOf,
  writePlan,
  type InstallPlan,
} from './install-plan.ts';
import { completeInstallation, readRecord, setAside, setPartAside } from './model-folder.ts';
import { createByteTally } from './byte-tally.ts';

export type InstallContext = Pick<JobContext, 'signal' | 'gate' | 'isPaused' | 'phase' | 'advance'>;

export interface Installation {
  readonly manifest: ModelManifest;
  readonly variant: string;
  /** The model's folder. */
  readonly directory: string;
  readonly hub: Hub;
  readonly shape: DownloadShape;
  readonly context: InstallContext;
}

/** Times that a file may come with wrong bytes before it is given up. */
const damagedDownloads = 2;

/**
 * Brings a model's files here and declares it installed once every one is proven. Whatever stops it, the next call goes on:
 * proven files stay, parts are continued, damaged files are set aside.
 * Rejects the hub's errors, `storage_full`, `model_corrupt`, `io_failed`, `cancelled`.
 */
export async function installModel(installation: Installation): Promise<void> {
  const { directory, manifest, context } = installation;
  await mkdir(directory, { recursive: true });
  const plan = await openPlan(installation);
  const proven = await proveFiles(directory, plan, context);
  const missing = plan.files.filter(({ path }) => !proven.has(path));
  await requireRoom(installation, plan, missing);
  context.phase({ phase: 'downloading', unit: 'bytes', total: sizeOf(plan) });
  const tally = createByteTally(context);
  for (const { path, bytes } of plan.files) if (proven.has(path)) tally.present(path, bytes);
  for (const file of missing) {
    proven.set(file.path, await fetchFile(installation, requestOf(plan, file), tally.present));
  }
  const files = plan.files.map(({ path, bytes }) => ({ path, bytes, sha256: proven.get(path)! }));
  await completeInstallation(directory, { manifest, plan, files });
}

/** The plan of an earlier try, of the installation to be repaired, or a new one. */
async function openPlan({ manifest, variant, directory, hub, context }: Installation): Promise<InstallPlan> {
  const begun = await readPlan(directory);
  const pinned = manifest.source.kind === 'hub' ? manifest.source.commit : null;
  if (begun?.variant === variant && begun.commit !== null && begun.commit === (pinned ?? begun.commit)) return begun;
  const record = await readRecord(directory);
  const repair = record?.variant === variant ? repairPlan(manifest, record) : null;
  const fromHub = { hub, signal: context.signal, installedCommit: record?.commit ?? null };
  const plan = repair ?? (await planInstallation(manifest, variantOf(manifest, variant), fromHub));
  await writePlan(directory, plan);
  return plan;
}

/** Hashes what is already there; what is wrong is set aside. @returns SHA-256 by path. */
async function proveFiles(directory: string, { files }: InstallPlan, context: InstallContext) {
  const here: ((typeof files)[number] & { found: number })[] = [];
  for (const file of files) {
    const found = await stat(join(directory, file.path)).catch(() => null);
    if (found !== null) here.push({ ...file, found: found.size });
  }
  const proven = new Map<string, ModelFile['sha256']>();
  if (here.length === 0) return proven;
  context.phase({ phase: 'verifying', unit: 'bytes', total: here.reduce((sum, { found }) => sum + found, 0) });
  for (const { path, bytes, check } of here) {
    await context.gate();
    const onBytes = (count: number): void => context.advance(count);
    const content = await checkFile(join(directory, path), { check, bytes, signal: context.signal, onBytes });
    if (content.ok) proven.set(path, content.sha256);
    else await setAside(directory, path);
  }
  return proven;
}

async function requireRoom({ directory, manifest }: Installation, plan: InstallPlan, missing: InstallPlan['files']) {
  let needed = 0;
  for (const file of missing) {
    needed += file.bytes - (await downloadedBytes(requestOf(plan, file), join(directory, file.path)));
  }
  requireSpace(needed, await freeBytesAt(directory), manifest.title);
}

function requestOf({ repository, commit }: InstallPlan, file: InstallPlan['files'][number]): HubFileRequest {
  if (repository === null || commit === null) {
    throw new AppError('conflict', 'This model comes from a folder. Import it again from there.');
  }
  return { repository, commit, ...file };
}

/** @returns the file's SHA-256. */
async function fetchFile(
  { directory, hub, shape, context }: Installation,
  file: HubFileRequest,
  onPresent: (path: string, bytes: number) => void,
): Promise<string> {
  const target = join(directory, file.path);
  await mkdir(dirname(target), { recursive: true });
  const { signal, gate, isPaused } = context;
  for (let damaged = 0; ;) {
    const onBytes = (present: number): void => onPresent(file.path, present);
    const { state, sha256 } = await downloadFile({ hub, file, target, shape, signal, gate, isPaused, onBytes });
    if (state === 'complete') return sha256;
    await setPartAside(directory, file.path);
    damaged += 1;
    if (damaged === damagedDownloads) throw damagedDownload(file, sha256);
  }
}

function damagedDownload({ path, repository, check }: HubFileRequest, sha256: string): AppError {
  const expected = check.sha256 ?? check.gitBlob;
  const message =
    `${path} of ${repository} came damaged ${damagedDownloads} times and is set aside. Try again later, or take ` +
    'another address in the settings.';
  return new AppError('model_corrupt', message, { details: { file: path, expected, actual: sha256 } });
}
