import type { ImageProcessor, RawImage, Tensor } from '@huggingface/transformers';
import { tilesOf } from '../chat-abilities.ts';
import { commonFamily, flatFeatures, imageProcessorOf, shrink, type ChatFamily } from '../chat-family.ts';
import type { TransformersParts } from '../transformers-parts.ts';

const imageToken = '<image>';

interface SquareImageProcessor extends ImageProcessor {
  (photo: RawImage): Promise<{ pixel_values: Tensor }>;
}

/** LLaVA-OneVision as it is exported: the whole photo squeezed into one square, without closer tiles. */
export function openLlavaOneVision(parts: TransformersParts): ChatFamily {
  const { tilePixels: side, tokensPerTile: tokens } = tilesOf(parts.manifest);
  const template = parts.chatTemplate ?? String(parts.tokenizer.chat_template);
  const takesParts = /\btype\b/.test(template);
  return {
    ...commonFamily,
    imageToken,
    toMessage: (turn) =>
      takesParts
        ? commonFamily.toMessage(turn)
        : { role: turn.role, content: `${imageToken}\n`.repeat(turn.photoKeys.length) + turn.text },
    view: () => ({ width: side, height: side, tiles: 1, tokens, placeholder: imageToken.repeat(tokens) }),
    async encode(photo, view) {
      const processor = imageProcessorOf(parts) as SquareImageProcessor;
      const { pixel_values } = await processor(await shrink(photo, view));
      return flatFeatures(await parts.model.encode_image({ pixel_values }));
    },
  };
}
