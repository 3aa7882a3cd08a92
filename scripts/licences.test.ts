import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../models/catalogue.ts';
import { ModelManifest } from '../models/manifest.ts';
import { root } from './root.ts';

const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'Apache 2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'MPL-2.0',
  'Python-2.0',
  'WTFPL',
]);

/** Used as libraries of their own that a person can replace; named in THIRD-PARTY-NOTICES.md. */
const separateLibraries: Readonly<Record<string, RegExp>> = {
  'libheif-js': /^LGPL-3\.0$/,
  '@img/sharp-': /LGPL-3\.0-or-later/,
};

const Lock = z.object({
  packages: z.record(z.string(), z.object({ license: z.string().optional() })),
});

test('every package, shipped or built with, has a licence that allows it', async () => {
  const { packages } = Lock.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));
  const refused = Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { license }]) => ({ name: path.split('node_modules/').at(-1)!, license: license ?? 'unknown' }))
    .filter(({ name, license }) => !isAllowed(license) && !isSeparate(name, license));
  expect(refused).toEqual([]);
});

test('the starter is the one model whose training data restrict it, and its manifest says so', async () => {
  const folders = await readdir(join(root, 'models'), { withFileTypes: true });
  const restricted: string[] = [];
  for (const { name } of folders.filter((entry) => entry.isDirectory())) {
    const manifest = await readFile(join(root, 'models', name, 'manifest.json'), 'utf8').catch(() => null);
    if (manifest === null) continue;
    const { id, licence } = ModelManifest.parse(JSON.parse(manifest));
    expect(allowed.has(licence.spdx), `${id} has the licence ${licence.spdx}`).toBe(true);
    if (licence.notice !== null) restricted.push(id);
  }
  expect(restricted).toEqual(['starter/starter-0']);
});

test('every model of the catalogue has a licence that allows it, or says what it forbids', () => {
  const refused = catalogue.filter(({ licence }) => !allowed.has(licence.spdx) && licence.notice === null);
  expect(refused.map(({ id, licence }) => `${id}: ${licence.spdx}`)).toEqual([]);
});

function isAllowed(expression: string): boolean {
  return expression
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => allowed.has(each.trim())));
}

function isSeparate(name: string, licence: string): boolean {
  return Object.entries(separateLibraries).some(
    ([prefix, pattern]) => name.startsWith(prefix) && pattern.test(licence),
  );
}
