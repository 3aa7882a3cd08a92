import { expect, it } from 'vitest';
import { toDecodeError } from './to-decode-error.ts';

const damaged = (words: string) => ({ code: 'decode_failed', message: `The photo is damaged: ${words}.` });
const variant = { code: 'unsupported_format', message: 'The file uses a variant of its format that cannot be read.' };

it.each([
  ['Input buffer has corrupt header: ', damaged('its beginning cannot be read')],
  ['Input buffer has corrupt header: gifload_buffer: no frames in GIF', damaged('no frames in GIF')],
  ['VipsJpeg: Bogus marker length\nVipsJpeg: more', damaged('Bogus marker length')],
  [
    'VipsJpeg: Corrupt JPEG data: 6 extraneous bytes before marker 0xfe',
    damaged('6 extraneous bytes before marker 0xfe'),
  ],
  ['tiff2vips: tiled separate planes not supported', variant],
  ['Input buffer has corrupt header: image: bad labq format', variant],
  ['Input buffer contains unsupported image format', variant],
  ['Input image exceeds pixel limit', { code: 'too_large' }],
])('says what %j means', (text, means) => {
  expect(toDecodeError(new Error(text), 300)).toMatchObject(means);
});
