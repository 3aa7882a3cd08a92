/** @file Every model that the app knows and may install, best of its kind first. Adding one is a manifest and a line here. */
import type { z } from 'zod';
import { ModelManifest } from './manifest.ts';

const manifests: readonly z.input<typeof ModelManifest>[] = [];

export const catalogue: readonly ModelManifest[] = manifests.map((manifest) => ModelManifest.parse(manifest));
