import base from './florence-2-base-ft.json' with { type: 'json' };

/** Manifests, best first. */
export const florence2Models: readonly unknown[] = [base];
