import { z } from 'zod';
import { AppError } from '../../../../app/contract/errors.ts';
import { ModelId } from '../../../../app/contract/ids.ts';
import { detectChat, isChatType } from '../../../../models/detect-chat.ts';
import { detectEncoder, detectionFiles, type Identity } from '../../../../models/encoders/detect-encoder.ts';
import { standardLicence } from '../../../../models/licences/standard-licence.ts';
import type { ModelManifest } from '../../../../models/manifest.ts';
import type { Hub, Snapshot } from '../../../network/hub/open-hub.ts';
import type { HubFile } from '../../../network/hub/read-tree.ts';

export interface RepositoryAtCommit extends Snapshot {
  /** As the hub calls it; null where the repository does not say. */
  readonly licence: string | null;
  readonly files: readonly HubFile[];
}

const Config = z.object({ model_type: z.string() });
/** Larger tokenizers have their ids in the configuration too. */
const longestTokenizer = 8 * 1024 * 1024;

/** The manifest of a repository of a known family. Rejects `model_incompatible`, naming what is missing or not known, and the hub's errors. */
export async function detectRepository(
  at: RepositoryAtCommit,
  { hub, catalogue, signal }: { hub: Hub; catalogue: readonly ModelManifest[]; signal: AbortSignal },
): Promise<ModelManifest> {
  const wanted = at.files.filter(
    ({ path, bytes }) =>
      detectionFiles.some((file) => file === path) || (path === 'tokenizer.json' && bytes <= longestTokenizer),
  );
  const json = new Map<string, unknown>();
  for (const { path } of wanted) json.set(path, parseJson(await hub.readText({ ...at, path }, signal)));
  const modelType = Config.safeParse(json.get('config.json')).data?.model_type ?? '';
  const identity = identityOf(at);
  try {
    return isChatType(modelType)
      ? detectChat({ modelType, files: at.files }, identity, catalogue)
      : detectEncoder({ files: at.files, json }, identity);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `${at.repository} cannot be used: ${error.message}`, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const licenceFiles = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'LICENCE'];
const spdxNames: Readonly<Record<string, string>> = { mit: 'MIT', 'apache-2.0': 'Apache-2.0' };

/** Where a repository has no licence text, its card says what it allows. */
function identityOf({ repository, commit, licence, files }: RepositoryAtCommit): Identity {
  const spdx = licence === null ? 'unknown' : (spdxNames[licence] ?? licence);
  const has = (path: string): boolean => files.some((file) => file.path === path);
  const standard = standardLicence(spdx) !== null;
  const [owner, name] = repository.split('/') as [string, string];
  return {
    id: ModelId.parse(`${owner.toLowerCase().replace(/[^a-z0-9]+/g, '-')}/${name}`),
    title: name,
    source: { kind: 'hub', repository, commit },
    licence: {
      spdx,
      notice: standard ? null : 'You added this model: its licence is yours to check.',
      file: licenceFiles.find(has) ?? (!standard && has('README.md') ? 'README.md' : null),
    },
  };
}
