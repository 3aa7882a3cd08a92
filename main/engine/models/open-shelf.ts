import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '../../../models/catalogue.ts';
import type { ModelManifest } from '../../../models/manifest.ts';
import {
  loadInstalledModel,
  loadInstalledModels,
  modelDirectory,
  type InstalledModel,
} from '../../inference/installed-models.ts';
import { finishInstallations, isCarriedOut } from './installing/finish-installations.ts';
import { readPlan, type InstallPlan } from './installing/install-plan.ts';
import { readAdded, readManifests } from './known-manifests.ts';

export interface ShelfModel {
  readonly manifest: ModelManifest;
  /** null where it is not on this machine, or only a part of it. */
  readonly installed: InstalledModel | null;
  /** An installation or repair that has begun and is not complete. */
  readonly begun: InstallPlan | null;
}

/** The models that there are: the built-in one, the catalogue's best first, and those of the person's own. */
export interface Shelf {
  /** Ships inside the app and always is there. */
  readonly bundled: InstalledModel;
  /** The folder below which models are installed, one a folder (`modelDirectory`). */
  readonly root: string;
  list(): readonly ShelfModel[];
  find(modelId: string): ShelfModel | null;
  /** Looks at the disk again, after an installation or a removal. */
  refresh(): Promise<void>;
  onChange(listener: () => void): () => void;
}

export interface ShelfOptions {
  readonly bundledDirectory: string;
  readonly root: string;
  /** A folder of manifests that the catalogue does not have; null for none. */
  readonly moreManifests: string | null;
}

/** Rejects `invalid_input` for a file of `moreManifests` that is no manifest. */
export async function openShelf({ bundledDirectory, root, moreManifests }: ShelfOptions): Promise<Shelf> {
  const bundled = await loadInstalledModel(bundledDirectory);
  const more = moreManifests === null ? [] : await readManifests(moreManifests);
  await finishInstallations(root);
  const listeners = new Set<() => void>();
  const look = async (): Promise<readonly ShelfModel[]> => listModels(bundled, await readDisk(root), more);
  let models = await look();
  return {
    bundled,
    root,
    list: () => models,
    find: (modelId) => models.find(({ manifest }) => manifest.id === modelId) ?? null,
    async refresh() {
      models = await look();
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface OnDisk {
  readonly installed: readonly InstalledModel[];
  readonly added: readonly ModelManifest[];
  /** Installations that have begun, by the path of their folder. */
  readonly begun: ReadonlyMap<string, InstallPlan>;
  readonly root: string;
}

async function readDisk(root: string): Promise<OnDisk> {
  const folders = await readdir(root, { withFileTypes: true }).catch(() => []);
  const begun = new Map<string, InstallPlan>();
  for (const folder of folders.filter((entry) => entry.isDirectory())) {
    const directory = join(root, folder.name);
    const plan = await readPlan(directory);
    if (plan !== null) begun.set(directory, plan);
  }
  return { installed: await loadInstalledModels(root), added: await readAdded(root), begun, root };
}

function listModels(
  bundled: InstalledModel,
  { installed, added, begun, root }: OnDisk,
  more: readonly ModelManifest[],
): ShelfModel[] {
  const here = new Map([bundled, ...installed].map((model) => [model.manifest.id, model]));
  const rest = [...here.values()].map(({ manifest }) => manifest);
  const known = new Map<string, ModelManifest>();
  for (const manifest of [bundled.manifest, ...more, ...catalogue, ...added, ...rest]) {
    if (!known.has(manifest.id)) known.set(manifest.id, here.get(manifest.id)?.manifest ?? manifest);
  }
  return [...known.values()].map((manifest) => {
    const model = here.get(manifest.id) ?? null;
    const plan = begun.get(modelDirectory(root, manifest.id)) ?? null;
    return { manifest, installed: model, begun: isCarriedOut(plan, model) ? null : plan };
  });
}
