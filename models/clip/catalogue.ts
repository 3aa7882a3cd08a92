import clipB32 from './clip-vit-base-patch32.json' with { type: 'json' };

/** Manifests, best first. */
export const clipModels: readonly unknown[] = [clipB32];
