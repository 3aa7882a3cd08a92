import { catalogue } from '../../../models/catalogue.ts';
import type { ModelManifest } from '../../../models/manifest.ts';
import { loadInstalledModel, loadInstalledModels, type InstalledModel } from '../../inference/installed-models.ts';

export interface ShelfModel {
  readonly manifest: ModelManifest;
  /** null where it is not on this machine, or only a part of it. */
  readonly installed: InstalledModel | null;
}

/** The models that there are: the built-in one, the installed, and those of the catalogue that may be installed. */
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

export async function openShelf({
  bundledDirectory,
  root,
}: {
  bundledDirectory: string;
  root: string;
}): Promise<Shelf> {
  const bundled = await loadInstalledModel(bundledDirectory);
  const listeners = new Set<() => void>();
  let installed = await loadInstalledModels(root);
  const list = (): ShelfModel[] => {
    const here = [bundled, ...installed];
    const ids = new Set(here.map(({ manifest }) => manifest.id));
    return [
      ...here.map((model) => ({ manifest: model.manifest, installed: model })),
      ...catalogue.filter(({ id }) => !ids.has(id)).map((manifest) => ({ manifest, installed: null })),
    ];
  };
  return {
    bundled,
    root,
    list,
    find: (modelId) => list().find(({ manifest }) => manifest.id === modelId) ?? null,
    async refresh() {
      installed = await loadInstalledModels(root);
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
