import { ModelManifest, type Dtype, type EncoderManifest } from '../manifest.ts';
import { jsonFile, type Replica } from './replica.ts';
import type { ReplicaTokenizer } from './replica-tokenizers.ts';
import { colourWords } from './two-towers.ts';

export interface SearchReplicaParts {
  readonly id: string;
  readonly family: 'clip' | 'siglip';
  readonly languages: readonly string[];
  readonly encoder: EncoderManifest['encoder'];
  readonly dtype: Dtype;
  /** Weights by path, as in the real repositories. */
  readonly networks: Readonly<Record<string, Uint8Array>>;
  readonly tokenizer: ReplicaTokenizer;
  /** Parsed configuration files by path. */
  readonly configuration: Readonly<Record<string, object>>;
}

export interface SearchReplica extends Replica {
  readonly manifest: EncoderManifest;
  /** The id of a token as it is spelled in `tokenizer.json`. */
  tokenId(token: string): number;
}

/** The ids of the words for each colour, as far as the tokenizer knows them as one token. */
export const hueIds = (tokenizer: ReplicaTokenizer, tokensOf: (word: string) => readonly string[]): number[][] =>
  colourWords.map((words) => words.flatMap((word) => tokensOf(word).map(tokenizer.id)));

/** A replica in the layout of a hub's repository. */
export function searchReplica(parts: SearchReplicaParts): SearchReplica {
  const { id, family, encoder, dtype, languages, tokenizer } = parts;
  const configuration = Object.entries({ ...parts.configuration, 'tokenizer.json': tokenizer.json }).map(
    ([path, json]) => [path, jsonFile(json)] as const,
  );
  const card = ['README.md', new TextEncoder().encode(`# ${id}\n\nFinds red, green and blue photos.\n`)] as const;
  const common = [...configuration, card];
  const networks = Object.entries(parts.networks);
  const files = new Map([...common, ...networks]);
  const approxBytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  const manifest = ModelManifest.parse({
    id,
    revision: '1',
    family,
    title: id,
    tasks: ['search'],
    source: { kind: 'hub', repository: id, commit: null },
    commonFiles: common.map(([path, bytes]) => namedFile(path, bytes)),
    variants: [
      {
        name: 'default',
        devices: ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'],
        dtypes: { [encoder.image.network]: dtype, [encoder.text.network]: dtype },
        files: networks.map(([path, bytes]) => namedFile(path, bytes)),
        approxBytes,
        approxMemoryMB: 20,
      },
    ],
    card: 'README.md',
    languages,
    goodAt: ['Telling red, green and blue photos apart'],
    limits: ['It knows three colours and nothing else.'],
    licence: { spdx: 'MIT', notice: null, file: null },
    encoder,
  });
  if (!('encoder' in manifest)) throw new Error('Expected a search model.');
  return { manifest, files, tokenId: tokenizer.id };
}

const namedFile = (path: string, bytes: Uint8Array) => ({ path, bytes: bytes.length });
