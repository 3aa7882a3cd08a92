import type { RawImage, Tensor } from '@huggingface/transformers';
import { AppError } from '../../../../app/contract/errors.ts';
import { patchesOf } from '../chat-abilities.ts';
import {
  commonFamily,
  flatFeatures,
  imageProcessorOf,
  shrink,
  type ChatFamily,
  type PhotoSize,
} from '../chat-family.ts';
import type { TransformersParts } from '../transformers-parts.ts';

interface SoftTokenImageProcessor {
  max_soft_tokens: number;
  (photo: RawImage): Promise<{ pixel_values: Tensor; image_position_ids: Tensor }>;
}

/** Gemma 4: a photo keeps its shape and takes up to a chosen number of tokens, fenced off by signs of its own. */
export function openGemma(parts: TransformersParts): ChatFamily {
  const { pixelsPerToken: square, minPixels, maxPixels } = patchesOf(parts.manifest);
  const processor = imageProcessorOf(parts) as unknown as SoftTokenImageProcessor;
  const [imageToken, opens, closes] = ['image_token', 'boi_token', 'eoi_token'].map((name) => signOf(parts, name));
  return {
    ...commonFamily,
    imageToken: imageToken!,
    templateVariables: { enable_thinking: false },
    view(photo, { detail, tokenLimit }) {
      const wanted = Math.floor((detail === 'gist' ? minPixels : maxPixels) / square ** 2);
      const { width, height } = fitSquares(photo, square, Math.max(1, Math.min(wanted, tokenLimit)));
      const tokens = (width * height) / square ** 2;
      const placeholder = `\n\n${opens}${imageToken!.repeat(tokens)}${closes}\n\n`;
      return { width, height, tiles: null, tokens, placeholder };
    },
    async encode(photo, view) {
      processor.max_soft_tokens = view.tokens;
      const { pixel_values, image_position_ids } = await processor(await shrink(photo, view));
      const inputs = { pixel_values, pixel_position_ids: image_position_ids };
      return flatFeatures(await parts.model._encode_input('vision_encoder', inputs, 'image_features'));
    },
    firstInputs: async (inputs) => ({
      per_layer_inputs: await parts.model._encode_input('embed_tokens', inputs, 'per_layer_inputs'),
    }),
  };
}

function signOf({ tokenizer, manifest }: TransformersParts, name: string): string {
  const sign: unknown = (tokenizer.config as Record<string, unknown>)[name];
  if (typeof sign === 'string') return sign;
  throw new AppError('model_incompatible', `Expected ${name} in tokenizer_config.json of ${manifest.title}.`);
}

/** The largest size of whole squares in the photo's shape that takes no more than `tokens` squares. */
function fitSquares({ width, height }: PhotoSize, square: number, tokens: number): PhotoSize {
  const scale = Math.sqrt((tokens * square ** 2) / (width * height));
  const columns = Math.floor((scale * width) / square);
  const rows = Math.floor((scale * height) / square);
  if (rows === 0) return { width: square * Math.min(Math.floor(width / height), tokens), height: square };
  if (columns === 0) return { width: square, height: square * Math.min(Math.floor(height / width), tokens) };
  return { width: columns * square, height: rows * square };
}
