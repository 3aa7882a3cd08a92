import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { catalogue } from '../../../models/catalogue.ts';
import { createTextTokeniser } from '../../../models/encoders/tokenise-text.ts';
import { isEncoder } from '../../../models/manifest.ts';
import { byteLevelTokenizerOf } from '../../../models/testing/replica-tokenizers.ts';

const merges = fileURLToPath(new URL('../../../../shared/weights/clip-bpe-vocab.txt.gz', import.meta.url));
const here = existsSync(merges);

/** Of the merges in the file, CLIP uses so many. */
const used = 48_894;

it.skipIf(!here)(
  `CLIP's own vocabulary gives the ids of its card${here ? '' : ` (skipped: no ${merges})`}`,
  async () => {
    const lines = gunzipSync(await readFile(merges))
      .toString('utf8')
      .split('\n')
      .slice(1, 1 + used);
    const tokenizer = byteLevelTokenizerOf(lines.map((line) => line.split(' ') as [string, string]));
    expect(tokenizer.vocabularySize).toBe(49_408);
    const clip = catalogue.filter(isEncoder).find(({ family }) => family === 'clip')!;
    const tokenise = createTextTokeniser(tokenizer.json, clip.encoder.text.preprocessing);
    expect(tokenise('a photo of a dog')).toEqual([49406, 320, 1125, 539, 320, 1929, 49407]);
    expect(tokenise('A  Photo of a DOG')).toEqual([49406, 320, 1125, 539, 320, 1929, 49407]);
    const long = tokenise('dog '.repeat(100));
    expect(long).toHaveLength(77);
    expect([long[0], long[1], long[75], long[76]]).toEqual([49406, 1929, 1929, 49407]);
  },
);
