import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ModelManifest } from './manifest.ts';

const read = (path: string): Buffer => readFileSync(new URL(`starter/${path}`, import.meta.url));
const manifest = ModelManifest.parse(JSON.parse(read('manifest.json').toString()));

describe('the starter manifest', () => {
  it.each(manifest.variants[0]!.files)('names $path by its size and SHA-256', ({ path, bytes, sha256 }) => {
    const content = read(path);
    expect(content).toHaveLength(bytes!);
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  });

  it('refuses a key that it does not know', () => {
    expect(ModelManifest.safeParse({ ...manifest, colour: 'red' }).success).toBe(false);
  });
});
