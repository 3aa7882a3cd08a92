import qwen3508 from './qwen3.5-0.8b.json' with { type: 'json' };
import qwen352 from './qwen3.5-2b.json' with { type: 'json' };
import qwen354 from './qwen3.5-4b.json' with { type: 'json' };
import qwen3 from './qwen3-vl-2b-instruct.json' with { type: 'json' };
import qwen25 from './qwen2.5-vl-3b-instruct.json' with { type: 'json' };

/** Manifests, best first. */
export const qwenVlModels: readonly unknown[] = [qwen3508, qwen352, qwen354, qwen3, qwen25];
