import type { ImageProcessor, RawImage, Tensor } from '@huggingface/transformers';
import { patchesOf } from '../chat-abilities.ts';
import { commonFamily, imageProcessorOf, shrink, type ChatFamily, type PhotoView } from '../chat-family.ts';
import type { ModelInputs, TransformersParts } from '../transformers-parts.ts';

const imageToken = '<|image_pad|>';

interface PatchImageProcessor extends ImageProcessor {
  min_pixels: number;
  max_pixels: number;
  readonly patch_size: number;
  readonly merge_size: number;
  (photo: RawImage): Promise<{ pixel_values: Tensor; image_grid_thw: Tensor }>;
}

/** Qwen2.5-VL, Qwen3-VL and Qwen3.5: a photo keeps its shape and takes a token for each square of merged patches. */
export function openQwenVl(parts: TransformersParts): ChatFamily {
  const family = { ...commonFamily, imageToken, templateVariables: { enable_thinking: false } };
  const { image } = parts.manifest.chat;
  if (image.kind === 'none') return { ...family, ...readsTextOnly(parts) };
  const { minPixels, maxPixels } = patchesOf(parts.manifest);
  const processor = imageProcessorOf(parts) as PatchImageProcessor;
  const { min_pixels: leastPixels, patch_size: patch } = processor;
  const square = patch * processor.merge_size;
  const allow = (least: number, most: number): void => {
    processor.min_pixels = Math.min(least, most);
    processor.max_pixels = most;
  };
  return {
    ...family,
    view(photo, { detail, tokenLimit }) {
      const wanted = detail === 'gist' ? minPixels : maxPixels;
      allow(leastPixels, Math.max(square ** 2, Math.min(wanted, tokenLimit * square ** 2)));
      const [width, height] = processor.get_resize_output_image_size(photo as RawImage, undefined);
      const tokens = (width * height) / square ** 2;
      return { width, height, tiles: null, tokens, placeholder: imageToken.repeat(tokens) };
    },
    async encode(photo, view) {
      const sized = await shrink(photo, view);
      allow(view.width * view.height, view.width * view.height);
      return parts.model.encode_image(await processor(sized));
    },
    layoutInputs: (views, length) =>
      views.length === 0 ? textLayout(parts, length) : { image_grid_thw: gridOf(parts, views, patch) },
  };
}

const readsTextOnly = (parts: TransformersParts): Pick<ChatFamily, 'view' | 'encode' | 'layoutInputs'> => ({
  view: () => ({ width: 0, height: 0, tiles: null, tokens: 0, placeholder: '' }),
  encode: () => Promise.resolve(new parts.library.Tensor('float32', [], [0, 0])),
  layoutInputs: (_, length) => textLayout(parts, length),
});

/** Patches of each photo: frames, rows, columns. */
function gridOf({ library }: TransformersParts, views: readonly PhotoView[], patch: number): Tensor {
  const grid = views.flatMap(({ width, height }) => [1, height / patch, width / patch]);
  return new library.Tensor('int64', BigInt64Array.from(grid, BigInt), [views.length, 3]);
}

/**
 * Positions of a prompt without photos: the same on all three axes, and nothing added for the answer. The library adds
 * twice the prompt's length there.
 */
function textLayout({ library }: TransformersParts, length: number): ModelInputs {
  const positions = BigInt64Array.from({ length: 3 * length }, (_, index) => BigInt(index % length));
  return {
    position_ids: new library.Tensor('int64', positions, [3, 1, length]),
    rope_deltas: new library.Tensor('int64', BigInt64Array.of(0n), [1, 1]),
  };
}
