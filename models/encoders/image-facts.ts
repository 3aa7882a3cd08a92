import { AppError } from '../../app/contract/errors.ts';
import type { ImagePreprocessing } from '../manifest.ts';
import type { HubPreprocessor } from './hub-configuration.ts';

/** By Pillow's numbers. */
const interpolations: Readonly<Record<number, ImagePreprocessing['interpolation']>> = {
  1: 'lanczos3',
  2: 'bilinear',
  3: 'bicubic',
};

const refuse = (message: string): AppError => new AppError('model_incompatible', `preprocessor_config.json ${message}`);

/** @throws `model_incompatible` for what the media processes cannot do. */
export function imageFacts(config: HubPreprocessor): ImagePreprocessing {
  const interpolation = interpolations[config.resample];
  if (interpolation === undefined) throw refuse(`resamples by ${config.resample}; 1, 2 and 3 are known.`);
  const scaled = config.do_rescale ? config.rescale_factor * 255 : 255;
  if (Math.abs(scaled - 1) > 1e-3) throw refuse(`scales pixels by ${config.rescale_factor}; 1/255 is known.`);
  return {
    ...shapeOf(config),
    interpolation,
    mean: config.do_normalize ? config.image_mean : [0, 0, 0],
    std: config.do_normalize ? config.image_std : [1, 1, 1],
  };
}

function shapeOf({ size, do_center_crop, crop_size }: HubPreprocessor): Pick<ImagePreprocessing, 'size' | 'resize'> {
  const side = sideOf(size);
  const exact = typeof size === 'object' && 'height' in size;
  if (!do_center_crop && exact) return { size: side, resize: 'squash' };
  if (!do_center_crop) throw refuse('keeps the aspect and does not crop: towers of a fixed size are known.');
  const cropped = sideOf(crop_size ?? size);
  if (side !== cropped) throw refuse(`scales to ${side} but crops to ${cropped}: these have to be the same.`);
  return { size: side, resize: exact ? 'squash' : 'crop' };
}

function sideOf(size: HubPreprocessor['size']): number {
  if (typeof size === 'number') return size;
  if ('shortest_edge' in size) return size.shortest_edge;
  if (size.height === size.width) return size.height;
  throw refuse(`wants ${size.width} x ${size.height} pixels: squares are known.`);
}
