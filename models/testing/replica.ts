import type { ModelManifest } from '../manifest.ts';

/** A tiny model in the real layout: files, tensor names and shapes as the family has them, arithmetic that can be checked. */
export interface Replica {
  readonly manifest: ModelManifest;
  /** Contents by path in the model's folder, without manifest and installation record. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export const jsonFile = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
