import siglipBase from './siglip-base-patch16-224.json' with { type: 'json' };
import siglip2Base from './siglip2-base-patch16-224.json' with { type: 'json' };
import siglip2Fast from './siglip2-base-patch32-256.json' with { type: 'json' };
import siglip2Large from './siglip2-large-patch16-256.json' with { type: 'json' };
import siglip2So400m from './siglip2-so400m-patch16-256.json' with { type: 'json' };

/** Manifests, best first. */
export const siglipModels: readonly unknown[] = [siglip2Base, siglip2Fast, siglip2Large, siglip2So400m, siglipBase];
