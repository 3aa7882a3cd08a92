/**
 * @file For maintainers: pins the catalogue's manifests to the newest commits of their repositories.
 * `npm run pin-models -- [--hub ADDRESS] [part of an id ...]`; the hub is otherwise `AFTERIMAGE_HUB` or the usual one.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { defaultSettings } from '../app/contract/settings.ts';
import { readNetworkEnvironment } from '../app/entry/network-environment.ts';
import { openHub } from '../main/network/hub/open-hub.ts';
import { pinManifest } from './pin-manifest.ts';
import { root } from './root.ts';

const { values, positionals } = parseArgs({ options: { hub: { type: 'string' } }, allowPositionals: true });
const { network } = readNetworkEnvironment(process.env);
const address = values.hub ?? network.hubAddress ?? defaultSettings.models.hubAddress;
using hub = openHub({ address, proxy: network.proxy });

for (const path of globSync('models/*/*.json', { cwd: root }).toSorted()) {
  const full = join(root, path);
  const stored = JSON.parse(readFileSync(full, 'utf8')) as { id?: string };
  if (positionals.length > 0 && !positionals.some((part) => stored.id?.includes(part))) continue;
  try {
    const pinned = await pinManifest(stored, hub, new AbortController().signal);
    if (pinned === null) continue;
    writeFileSync(full, await format(JSON.stringify(pinned.manifest), { parser: 'json', printWidth: 120 }));
    console.log(`${path}: pinned`, ...pinned.remarks);
  } catch (error) {
    process.exitCode = 1;
    console.error(`${path}: ${(error as Error).message}`);
  }
}
