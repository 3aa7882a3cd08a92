import llava from './llava-onevision-qwen2-0.5b.json' with { type: 'json' };

/** Manifests, best first. */
export const llavaOneVisionModels: readonly unknown[] = [llava];
