import type { ModelManifest } from './manifest.ts';

/** Files that may be a model: a folder of the person's own, or a repository at a commit. */
export interface ModelListing {
  /** The folder's or the repository's name. */
  readonly name: string;
  readonly source: ModelManifest['source'];
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** A small text file. */
  readText(path: string): Promise<string>;
}

/** Makes a manifest for files of a family that it knows; null for others. Rejects `model_incompatible` where a file is wrong. */
export type DescribeListing = (listing: ModelListing) => Promise<ModelManifest | null>;

/** Asked in turn, for a repository that is added and for a folder that is imported. */
export const describers: readonly DescribeListing[] = [];
