/** @file The arrows between the rooms of the house (app/README.md draws them), as lint rules. */
import type { OxlintOverride } from 'oxlint';

/** Packages that one room alone imports. */
const owned = {
  'main/inference': ['onnxruntime-*', '@huggingface/transformers'],
  'main/media': ['sharp', 'libheif-js', 'libheif-js/*', 'exifreader', 'bmp-ts'],
  'main/store': ['better-sqlite3', 'usearch'],
  'main/electron': ['electron', 'electron/*'],
  'main/network': [
    ...['http', 'https', 'http2', 'net', 'tls', 'dgram'].flatMap((name) => [name, `node:${name}`]),
    'undici',
    'undici/*',
  ],
} as const;

/** Ways to open a connection without an import. */
const connecting = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'WebTransport'];

interface Room {
  readonly folder: string;
  /** Rooms it may not enter. */
  readonly mayNotEnter: readonly string[];
  readonly owns?: keyof typeof owned;
  /** It listens on this machine, and opens no connection itself. */
  readonly listens?: true;
}

const rooms: readonly Room[] = [
  { folder: 'app/contract', mayNotEnter: ['rpc', 'entry', 'main', 'models', 'renderer'] },
  { folder: 'app/entry', mayNotEnter: [], owns: 'main/electron' },
  { folder: 'app/rpc', mayNotEnter: ['entry', 'main', 'models', 'renderer'] },
  { folder: 'models', mayNotEnter: ['rpc', 'entry', 'main', 'renderer'] },
  { folder: 'renderer', mayNotEnter: ['main', 'models', 'entry'] },
  {
    folder: 'main/platform',
    mayNotEnter: [
      'network',
      'entry',
      'renderer',
      'engine',
      'store',
      'media',
      'inference',
      'electron',
      'headless',
      'cli',
    ],
  },
  {
    folder: 'main/store',
    mayNotEnter: ['network', 'entry', 'renderer', 'engine', 'media', 'inference', 'electron', 'headless', 'cli'],
    owns: 'main/store',
  },
  {
    folder: 'main/media',
    mayNotEnter: ['network', 'entry', 'renderer', 'engine', 'store', 'inference', 'electron', 'headless', 'cli'],
    owns: 'main/media',
  },
  {
    folder: 'main/inference',
    mayNotEnter: ['network', 'entry', 'renderer', 'engine', 'store', 'media', 'electron', 'headless', 'cli'],
    owns: 'main/inference',
  },
  {
    folder: 'main/network',
    mayNotEnter: ['entry', 'renderer', 'engine', 'store', 'media', 'inference', 'electron', 'headless', 'cli'],
    owns: 'main/network',
  },
  { folder: 'main/engine', mayNotEnter: ['entry', 'renderer', 'electron', 'headless', 'cli'] },
  {
    folder: 'main/electron',
    mayNotEnter: ['network', 'entry', 'renderer', 'engine', 'store', 'media', 'inference', 'headless', 'cli'],
    owns: 'main/electron',
  },
  {
    folder: 'main/headless',
    mayNotEnter: ['network', 'entry', 'renderer', 'engine', 'store', 'media', 'inference', 'electron', 'cli'],
    listens: true,
  },
  {
    folder: 'main/cli',
    mayNotEnter: ['network', 'entry', 'renderer', 'engine', 'store', 'media', 'inference', 'electron', 'headless'],
  },
];

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'];

/** The engine speaks to the processes, not to what runs inside them. */
const throughClients = {
  group: [
    '../**/inference/**/*.ts',
    '../**/media/**/*.ts',
    ...['client', 'contract', 'installed-models', 'thumbnail-path', 'devices/probe-devices', 'devices/tolerance'].map(
      (name) => `!../**/${name}.ts`,
    ),
  ],
  message: 'main/engine asks the processes through their clients. See app/README.md.',
};

function rulesOf({ folder, mayNotEnter, owns, listens }: Room): OxlintOverride {
  const own = folder === 'main/engine' ? [throughClients] : [];
  const groups = mayNotEnter.map((room) => ({
    // `./room/` is a folder of one's own that has the same name.
    group: [`../**/${room}/**`],
    message: `${folder} may not know ${room}. See app/README.md.`,
  }));
  const mayConnect = owns === 'main/network';
  const foreign = Object.entries(owned).filter(
    ([owner]) => owner !== owns && !(listens === true && owner === 'main/network'),
  );
  const packages = foreign.map(([owner, group]) => ({ group: [...group], message: `${owner} alone imports this.` }));
  return {
    files: [`${folder}/**/*.{ts,tsx}`],
    excludeFiles: folder === 'models' ? [...tests, 'models/lab/**'] : tests,
    rules: {
      'no-restricted-imports': ['error', { patterns: [...groups, ...packages, ...own] }],
      ...(mayConnect ? {} : { 'no-restricted-globals': ['error', ...connecting.map(connectsElsewhere)] }),
    },
  };
}

const connectsElsewhere = (name: string) => ({
  name,
  message: 'main/network alone opens connections. See app/README.md.',
});

/** The page's own way to the engine that served it. */
const ownSocket: OxlintOverride = {
  files: ['renderer/engine/browser-socket.ts'],
  rules: { 'no-restricted-globals': 'off' },
};

export const arrows: OxlintOverride[] = [...rooms.map(rulesOf), ownSocket];
