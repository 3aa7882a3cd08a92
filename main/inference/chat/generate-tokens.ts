import type { DynamicCache, GenerationConfig, Tensor } from '@huggingface/transformers';
import { sampleToken, type ChosenToken } from './sample-token.ts';
import type { ModelInputs, TransformersParts } from './transformers-parts.ts';

/** What the decoder starts from. */
export interface Prompt {
  /** Ids of the decoder's sequence so far, as logits processors want them. */
  readonly ids: readonly bigint[];
  readonly inputs: ModelInputs;
  /** Inputs of the first pass alone: embeddings with the photos' features in their places. */
  readonly firstInputs: ModelInputs;
}

export interface Decoding {
  readonly temperature: number;
  readonly seed: number;
  readonly maxNewTokens: number;
}

export interface GeneratedToken extends ChosenToken {
  /** Why this token is the last; the token that ends an answer is no part of it. */
  readonly stoppedBy: 'end' | 'length' | null;
}

/** The decoder's loop: one forward pass a token. Throws the signal's reason between two tokens. */
export async function* generateTokens(
  { model, library }: TransformersParts,
  prompt: Prompt,
  decoding: Decoding,
  signal: AbortSignal,
): AsyncGenerator<GeneratedToken> {
  const config = model._prepare_generation_config(null, {
    do_sample: false,
    num_beams: 1,
    max_length: prompt.ids.length + decoding.maxNewTokens,
    forced_eos_token_id: null,
  });
  const process = model._get_logits_processor(config, prompt.ids.length);
  const random = new library.random.Random(decoding.seed);
  const sampling = { ...decoding, topK: config.top_k, random: () => random.random() };
  const ids = [[...prompt.ids]];
  const ends = endTokens(config);
  const isEncoderDecoder = model.config['is_encoder_decoder'] === true;
  let inputs: ModelInputs = { ...prompt.inputs };
  try {
    for (let count = 1; ; count += 1) {
      signal.throwIfAborted();
      inputs = model.prepare_inputs_for_generation(ids, inputs, config);
      const outputs = await model.forward(count === 1 ? { ...inputs, ...prompt.firstInputs } : inputs);
      const logits = process(ids, outputs['logits']!.slice(null, -1, null).to('float32'));
      const chosen = sampleToken(logits.data as Float32Array, sampling);
      const next = [[BigInt(chosen.id)]];
      ids[0]!.push(...next[0]!);
      inputs = model._update_model_kwargs_for_generation({
        generated_input_ids: next,
        outputs,
        model_inputs: inputs,
        is_encoder_decoder: isEncoderDecoder,
      });
      const stoppedBy = ends.has(chosen.id) ? 'end' : count === decoding.maxNewTokens ? 'length' : null;
      yield { ...chosen, stoppedBy };
      if (stoppedBy !== null) return;
    }
  } finally {
    await (inputs['past_key_values'] as DynamicCache | undefined)?.dispose();
  }
}

function endTokens({ eos_token_id: end }: GenerationConfig): ReadonlySet<number> {
  const ids: unknown[] = Array.isArray(end) ? end : [end];
  return new Set(ids.filter((id): id is number => typeof id === 'number'));
}

export const int64Row = ({ library }: TransformersParts, ids: readonly bigint[]): Tensor =>
  new library.Tensor('int64', BigInt64Array.from(ids), [1, ids.length]);
