import e2b from './gemma-4-e2b-it.json' with { type: 'json' };
import e4b from './gemma-4-e4b-it.json' with { type: 'json' };

/** Manifests, best first. */
export const gemmaModels: readonly unknown[] = [e2b, e4b];
