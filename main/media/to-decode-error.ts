import { AppError } from '../../app/contract/errors.ts';

/** Sharp's errors by their meaning; the only place that reads their texts. */
export function toDecodeError(error: unknown, limitMegapixels: number): AppError {
  if (error instanceof AppError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/pixel limit|exceeds/i.test(text)) {
    const message = `The photo has more than ${limitMegapixels} megapixels, the limit in the settings.`;
    return new AppError('too_large', message, { details: { limit: `${limitMegapixels} megapixels` }, cause: error });
  }
  if (unsupported.test(text)) {
    const message = 'The file uses a variant of its format that cannot be read.';
    return new AppError('unsupported_format', message, { cause: error });
  }
  return new AppError('decode_failed', `The photo is damaged: ${damageIn(text)}.`, { cause: error });
}

/** Good files of kinds that libvips does not read: tiles in separate planes, Lab colours. */
const unsupported = /unsupported image format|separate planes not supported|bad labq format/i;

/** What a decoder says of the damage, without the names of its parts. */
function damageIn(text: string): string {
  const [first = ''] = text
    .replace(/^Input (buffer|file) has corrupt header:/, '')
    .trim()
    .split('\n', 1);
  const plain = first.replace(/^\w+: (?:(?:Warning|Corrupt JPEG data): )?/, '').replace(/[\s.:]+$/, '');
  return plain === '' ? 'its beginning cannot be read' : plain;
}
