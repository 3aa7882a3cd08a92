import { access, constants, statfs } from 'node:fs/promises';
import type { z } from 'zod';
import { toAppError } from '../../../app/contract/errors.ts';
import type { DoctorCheck } from '../../../app/contract/system.ts';
import { verifyFile, type InstalledModel } from '../../inference/installed-models.ts';
import type { Media } from '../../media/client.ts';
import { integrityProblem, type ReadableDb } from '../../store/database.ts';
import { listFolders } from '../../store/folders.ts';
import { listFailures } from '../../store/work.ts';
import { deviceNames, type DeviceChooser } from '../devices/device-chooser.ts';
import type { ActiveSearchModel } from '../models/search-model.ts';
import { fileSize } from '../settings/directory-size.ts';
import type { LibraryFiles } from '../settings/library-files.ts';

type Check = z.output<typeof DoctorCheck>;

export interface DoctorOptions {
  readonly db: ReadableDb;
  readonly files: LibraryFiles;
  /** Those whose files are checked. */
  models(): readonly InstalledModel[];
  readonly search: ActiveSearchModel;
  readonly devices: DeviceChooser;
  readonly media: Media;
}

const leastFreeBytes = 1e9;

/** Looks at everything that can be wrong on a person's machine; each finding says what to do. */
export async function examine(options: DoctorOptions): Promise<Check[]> {
  return [
    await checkDirectory(options.files),
    await checkSpace(options.files),
    await checkDatabase(options),
    checkFolders(options.db),
    checkFailures(options),
    ...(await Promise.all(options.models().map(checkModel))),
    ...options.models().map((model) => checkDevice(model, options)),
    await checkInference(options),
    await checkMedia(options),
  ];
}

const good = (name: string, detail: string): Check => ({ name, ok: true, detail, fix: null });
const bad = (name: string, detail: string, fix: string): Check => ({ name, ok: false, detail, fix });

async function checkDirectory({ directory }: LibraryFiles): Promise<Check> {
  const writable = await access(directory, constants.W_OK).then(
    () => true,
    () => false,
  );
  return writable
    ? good('Library folder', directory)
    : bad(
        'Library folder',
        `${directory} cannot be written to.`,
        'Allow this user to write there, or move the library.',
      );
}

async function checkSpace({ directory }: LibraryFiles): Promise<Check> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  const detail = `${(free / 1e9).toFixed(1)} GB free`;
  return free >= leastFreeBytes
    ? good('Disk space', detail)
    : bad('Disk space', detail, 'Free some space, or move the library.');
}

async function checkDatabase({ db, files }: DoctorOptions): Promise<Check> {
  const problem = integrityProblem(db);
  const size = `${((await fileSize(files.database)) / 1e6).toFixed(1)} MB`;
  return problem === null
    ? good('Database', `${size}, sound`)
    : bad('Database', problem, 'Restore a backup: replace library.db by it while Afterimage is closed.');
}

function checkFolders(db: ReadableDb): Check {
  const all = listFolders(db);
  const away = all.filter(({ state }) => state !== 'online');
  if (away.length === 0) return good('Photo folders', `${all.length} folders, all there`);
  const names = away.map(({ path, state }) => `${path} (${state})`).join(', ');
  return bad(
    'Photo folders',
    names,
    'Connect the disk or allow reading, then scan again; the photos are kept meanwhile.',
  );
}

function checkFailures({ db, search }: DoctorOptions): Check {
  const { total } = listFailures(db, { offset: 0, limit: 1, modelKeys: [search().key] });
  return good(
    'Photos',
    total === 0 ? 'All could be read' : `${total} could not be read or were left out; see Activity.`,
  );
}

async function checkModel(model: InstalledModel): Promise<Check> {
  const name = `Model ${model.manifest.title}`;
  const fix = model.manifest.source.kind === 'bundled' ? 'Reinstall Afterimage.' : 'Install the model again.';
  if (model.problem !== null) return bad(name, model.problem, fix);
  try {
    for (const { path } of model.files) await verifyFile(model, path);
    return good(name, 'Every file has the expected SHA-256');
  } catch (error) {
    return bad(name, toAppError(error).message, fix);
  }
}

/** Which device a model runs on, and why. */
function checkDevice({ manifest: { id, title } }: InstalledModel, { devices }: DoctorOptions): Check {
  const { device, reason, speed } = devices.deviceFor(id);
  const rate = speed === null ? '' : ` at ${speed.perSecond.toPrecision(3)} ${speed.unit}/s`;
  const detail = `Runs on ${deviceNames[device]}${rate}. ${reason}`;
  const name = `Device of ${title}`;
  const isOff = devices.trials(id).some(({ outcome }) => outcome === 'off');
  return isOff
    ? bad(name, detail, 'Update the graphics driver, or try the device again (models probe).')
    : good(name, detail);
}

function checkInference({ search }: DoctorOptions): Promise<Check> {
  const { signal } = new AbortController();
  return timedCheck('Inference', () => search().embedText('a photo of a dog', signal));
}

function checkMedia({ media, files }: DoctorOptions): Promise<Check> {
  return timedCheck('Photo reading', async () => {
    const error = await media.interactive.readFacts({ path: files.database, sidecarPath: null }).catch(toAppError);
    if (!('code' in error) || error.code !== 'unsupported_format') throw new Error('It took a database for a photo.');
  });
}

async function timedCheck(name: string, work: () => Promise<unknown>): Promise<Check> {
  const startMs = performance.now();
  try {
    await work();
    return good(name, `The process answers in ${Math.round(performance.now() - startMs)} ms`);
  } catch (error) {
    return bad(name, toAppError(error).message, 'Restart Afterimage; if that does not help, reinstall it.');
  }
}
