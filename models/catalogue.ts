/** @file Every model that the app knows and may install, best of its kind first. Adding one is a manifest and a line here. */
import { clipModels } from './clip/catalogue.ts';
import { florence2Models } from './florence2/catalogue.ts';
import { gemmaModels } from './gemma/catalogue.ts';
import { llavaOneVisionModels } from './llava-onevision/catalogue.ts';
import { ModelManifest } from './manifest.ts';
import { qwenVlModels } from './qwen-vl/catalogue.ts';
import { siglipModels } from './siglip/catalogue.ts';
import { smolVlmModels } from './smolvlm/catalogue.ts';

const manifests: readonly unknown[] = [
  ...siglipModels,
  ...clipModels,
  ...florence2Models,
  ...qwenVlModels,
  ...smolVlmModels,
  ...gemmaModels,
  ...llavaOneVisionModels,
];

export const catalogue: readonly ModelManifest[] = manifests.map((manifest) => ModelManifest.parse(manifest));
