import type { ImageProcessor, RawImage, Tensor } from '@huggingface/transformers';
import { AppError } from '../../../../app/contract/errors.ts';
import { tilesOf } from '../chat-abilities.ts';
import {
  commonFamily,
  flatFeatures,
  imageProcessorOf,
  type ChatFamily,
  type LookRequest,
  type PhotoSize,
  type PhotoView,
} from '../chat-family.ts';
import type { TransformersParts } from '../transformers-parts.ts';

const imageToken = '<image>';
const fence = '<fake_token_around_image>';

/** Idefics3: a photo is cut into square tiles, row by row, and the whole as one more tile after them. */
export function openSmolVlm(parts: TransformersParts): ChatFamily {
  const { tilePixels, tokensPerTile, maxTiles } = tilesOf(parts.manifest);
  const imageTokens = imageToken.repeat(tokensPerTile);
  const lay = (grid: Grid): PhotoView => {
    const tiles = grid.rows * grid.columns + (isSplit(grid) ? 1 : 0);
    return {
      width: grid.columns * tilePixels,
      height: grid.rows * tilePixels,
      tiles,
      tokens: tiles * tokensPerTile,
      placeholder: placeholderOf(grid, imageTokens),
    };
  };
  return {
    ...commonFamily,
    imageToken,
    view(photo, { detail, tokenLimit }: LookRequest) {
      const mostTiles = detail === 'gist' ? 1 : Math.min(maxTiles, Math.floor(tokenLimit / tokensPerTile));
      return lay(finestGrid(photo, tilePixels, mostTiles));
    },
    encode: (photo, view, signal) => encodeTiles(parts, { photo, view, tilePixels }, signal),
  };
}

interface Grid {
  readonly rows: number;
  readonly columns: number;
}

const isSplit = ({ rows, columns }: Grid): boolean => rows * columns > 1;

/** The finest grid that needs no enlarging and, with the whole, no more than `mostTiles`. */
function finestGrid({ width, height }: PhotoSize, tilePixels: number, mostTiles: number): Grid {
  const longest = Math.max(width, height);
  for (let long = Math.ceil(longest / tilePixels); long > 1; long -= 1) {
    const short = Math.ceil((long * Math.min(width, height)) / longest);
    const grid = width >= height ? { rows: short, columns: long } : { rows: long, columns: short };
    if (grid.rows * grid.columns + 1 <= mostTiles) return grid;
  }
  return { rows: 1, columns: 1 };
}

function placeholderOf(grid: Grid, imageTokens: string): string {
  const whole = `${fence}<global-img>${imageTokens}${fence}`;
  if (!isSplit(grid)) return whole;
  const rows = Array.from({ length: grid.rows }, (_, row) =>
    Array.from(
      { length: grid.columns },
      (_, column) => `${fence}<row_${row + 1}_col_${column + 1}>${imageTokens}`,
    ).join(''),
  );
  return `${rows.map((row) => `${row}\n`).join('')}\n${whole}`;
}

interface TileImageProcessor extends ImageProcessor {
  (
    photos: RawImage[][],
    options: { do_image_splitting: boolean },
  ): Promise<{ pixel_values: Tensor; pixel_attention_mask: Tensor }>;
}

/** One tile a run: the shape stays the same, memory stays flat, and a stop is noticed between two tiles. */
async function encodeTiles(
  parts: TransformersParts,
  { photo, view, tilePixels }: { photo: RawImage; view: PhotoView; tilePixels: number },
  signal: AbortSignal,
): Promise<Tensor> {
  const processor = imageProcessorOf(parts) as TileImageProcessor;
  processor.size = { longest_edge: Math.max(view.width, view.height) };
  const { pixel_values: tiles, pixel_attention_mask: mask } = await processor([[photo]], {
    do_image_splitting: view.tiles !== 1,
  });
  if (tiles.dims[1] !== view.tiles || tiles.dims.at(-1) !== tilePixels) {
    const message = `The image processor cut ${tiles.dims.join(' x ')}, but ${view.tiles} tiles were expected.`;
    throw new AppError('model_incompatible', message);
  }
  const features: Tensor[] = [];
  for (let tile = 0; tile < view.tiles; tile += 1) {
    signal.throwIfAborted();
    const only = [tile, tile + 1];
    const one = { pixel_values: tiles.slice(null, only), pixel_attention_mask: mask.slice(null, only) };
    features.push(flatFeatures(await parts.model.encode_image(one)));
  }
  return parts.library.cat(features, 0);
}
