import type { InferenceSession } from 'onnxruntime-node';
import { patchesOf } from './chat-abilities.ts';
import { imageProcessorOf } from './chat-family.ts';
import type { TransformersParts } from './transformers-parts.ts';

/** How much of the available memory one question may take. */
const share = 0.5;
/** A question of this many tokens is always tried. */
const leastTokens = 256;
const bytesPerNumber = 4;

export interface TokenBudget {
  /** Tokens of prompt and answer. */
  readonly context: number;
  /** Image tokens of one photo. */
  readonly photo: number;
}

/**
 * Tokens for which there is memory: caches before and after a step and the prompt's logits; and, where photos are taken
 * in patches, an attention of every patch to every other.
 */
export function tokenBudget(parts: TransformersParts, availableBytes: number): TokenBudget {
  const bytes = availableBytes * share;
  const context = Math.max(leastTokens, Math.floor(bytes / bytesPerToken(parts)));
  return { context, photo: Math.min(context, photoTokens(parts, bytes)) };
}

function bytesPerToken({ model }: TransformersParts): number {
  const decoder = model.sessions['decoder_model_merged']!;
  const caches = shapesOf(decoder.inputMetadata).filter(({ name }) => name.startsWith('past_key_values.'));
  const numbers = caches.reduce((sum, { shape }) => sum + numericSize(shape), 0);
  const keepsAllLogits = !decoder.inputNames.includes('num_logits_to_keep');
  const vocabulary = shapesOf(decoder.outputMetadata)
    .find(({ name }) => name === 'logits')
    ?.shape.at(-1);
  const logits = keepsAllLogits && typeof vocabulary === 'number' ? vocabulary : 0;
  return bytesPerNumber * (2 * numbers + logits);
}

function photoTokens(parts: TransformersParts, bytes: number): number {
  const { image } = parts.manifest.chat;
  if (image.kind !== 'patches') return Number.POSITIVE_INFINITY;
  const vision = (parts.model.config['vision_config'] ?? {}) as Readonly<Record<string, unknown>>;
  const heads = Number(vision['num_heads'] ?? vision['num_attention_heads'] ?? 16);
  const { patch_size: patch } = imageProcessorOf(parts) as unknown as { patch_size: number };
  const patches = Math.sqrt(bytes / (2 * heads * bytesPerNumber));
  return Math.floor(patches / (patchesOf(parts.manifest).pixelsPerToken / patch) ** 2);
}

interface NamedShape {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

const shapesOf = (metadata: InferenceSession['inputMetadata']): NamedShape[] =>
  metadata.flatMap((value) => (value.isTensor ? [{ name: value.name, shape: value.shape }] : []));

const numericSize = (shape: readonly (number | string)[]): number =>
  shape.reduce<number>((size, dim) => (typeof dim === 'number' ? size * dim : size), 1);
