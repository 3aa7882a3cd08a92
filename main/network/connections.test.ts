/** @file Proof over the sources that this room alone opens connections; `e2e/specs/privacy.spec.ts` proves it of the running app. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { arrows } from '../../oxlint.arrows.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that ships. */
const shipped = ['app', 'main', 'models', 'renderer'];
const isTest = (path: string): boolean => /\.test\.tsx?$|(^|\/)testing\//.test(path);

/** Ways to a connection, however they are written. */
const ways: readonly (readonly [string, RegExp])[] = [
  ['a module that connects', /['"](?:node:)?(?:https?|http2|net|tls|dgram|dns|inspector)(?:\/promises)?['"]/],
  ['a package that connects', /from ['"](?:undici|ws|node-fetch|axios|got)['"]|import\(['"](?:undici|ws)/],
  ['the global fetch', /(?<![.\w'"-])fetch\(|globalThis\.fetch|window\.fetch/],
  ['a socket', /new (?:WebSocket|EventSource|XMLHttpRequest|WebTransport|RTCPeerConnection)\b|sendBeacon\(/],
  ['a way round the module loader', /getBuiltinModule|process\.binding|createRequire/],
  ["Electron's own client", /import \{[^}]*\bnet\b[^}]*\} from 'electron'/],
  ['a program that connects', /['"](?:curl|wget|nc|ssh|git)['"]/],
];

/** What each of these does instead of opening a connection of its own. */
const allowed: Readonly<Record<string, string>> = {
  'app/rpc/transports/websocket-server.ts': 'types only: the socket is given to it',
  'main/headless/gatekeeper.ts': 'types only',
  'main/headless/send-answer.ts': 'types only',
  'main/headless/open-headless-host.ts': 'listens on 127.0.0.1',
  'renderer/engine/browser-socket.ts': 'the page, back to the host that served it',
  'main/inference/devices/candidates.ts': "looks for a package's folder",
  'main/inference/devices/driver.ts': "looks for a package's folder",
};

async function sources(): Promise<string[]> {
  const found: string[] = [];
  for (const folder of shipped) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (entry.isFile() && /\.tsx?$/.test(entry.name)) found.push(join(entry.parentPath, entry.name));
    }
  }
  return found
    .map((path) => relative(root, path).replaceAll(sep, '/'))
    .filter((path) => !isTest(path) && !path.startsWith('models/lab/') && !path.includes('node_modules/'));
}

it('no source outside of this room opens a connection', async () => {
  const found: string[] = [];
  const paths = await sources();
  for (const path of paths) {
    if (path.startsWith('main/network/') || path in allowed) continue;
    const text = await readFile(join(root, path), 'utf8');
    for (const [name, way] of ways) if (way.test(text)) found.push(`${path}: ${name}`);
  }
  expect(found).toEqual([]);
  expect(paths.length).toBeGreaterThan(200);
});

it('sees every way to open one', async () => {
  const texts = [
    "import { request } from 'node:https';",
    "import { WebSocket } from 'ws';",
    'await fetch(address);',
    'new WebSocket(address)',
    "process.getBuiltinModule('x')",
    "import { app, net } from 'electron';",
    "spawn('curl', [address])",
  ];
  expect(texts.map((text, index) => ways[index]![1].test(text))).toEqual(texts.map(() => true));
  for (const path of Object.keys(allowed)) {
    const text = await readFile(join(root, path), 'utf8');
    expect(
      ways.some(([, way]) => way.test(text)),
      `${path} needs no exception any more`,
    ).toBe(true);
  }
});

it('the lint rule covers every room', async () => {
  const entries = await readdir(join(root, 'main'), { withFileTypes: true });
  const rooms = entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map(({ name }) => `main/${name}`);
  const free = rooms.filter((room) => {
    const rule = arrows.find(({ files }) => files.some((pattern) => pattern.startsWith(`${room}/`)));
    return rule?.rules?.['no-restricted-globals'] === undefined;
  });
  expect(free).toEqual(['main/network']);
});

it('the library that runs chat models is imported in one place, which turns its network off', async () => {
  const importers: string[] = [];
  for (const path of await sources()) {
    const text = await readFile(join(root, path), 'utf8');
    if (/import\('@huggingface\/transformers'\)|^import (?!type)[^;]*'@huggingface\/transformers'/m.test(text)) {
      importers.push(path);
    }
  }
  expect(importers).toEqual(['main/inference/chat/transformers-parts.ts']);
  const text = await readFile(join(root, importers[0]!), 'utf8');
  expect(text).toMatch(/env\.allowRemoteModels = false/);
  expect(text).toMatch(/env\.fetch = \(\) => Promise\.reject/);
});
