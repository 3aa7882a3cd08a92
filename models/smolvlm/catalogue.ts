import smolVlm256 from './smolvlm-256m-instruct.json' with { type: 'json' };
import smolVlm500 from './smolvlm-500m-instruct.json' with { type: 'json' };
import smolVlm2Big from './smolvlm2-2.2b-instruct.json' with { type: 'json' };
import smolVlm2256 from './smolvlm2-256m-video-instruct.json' with { type: 'json' };
import smolVlm2500 from './smolvlm2-500m-video-instruct.json' with { type: 'json' };

/** Manifests, best first. */
export const smolVlmModels: readonly unknown[] = [smolVlm500, smolVlm256, smolVlm2Big, smolVlm2500, smolVlm2256];
