import { ModelManifest, type ChatAbilities } from '../../manifest.ts';
import { jsonFile, type Replica } from '../replica.ts';
import { decoderModel, type DecoderFaults, type DecoderLayout } from './decoder.ts';
import { embedTokensModel } from './embed-tokens.ts';
import { tokenizerFiles } from './tokenizer-files.ts';
import type { Words } from './words.ts';

/** What may be wrong on purpose, so that tests show that they would notice. */
export interface ReplicaFaults extends DecoderFaults {
  /** Features come one place late. */
  readonly rollsFeatures?: boolean;
  readonly chat?: Partial<ChatAbilities>;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly generation?: Readonly<Record<string, unknown>>;
  readonly preprocessor?: Readonly<Record<string, unknown>>;
}

export interface ChatReplicaParts {
  /** The manifest of the model that it stands for; its first choice of files is built. */
  readonly original: { readonly title: string; readonly variants: readonly unknown[] };
  readonly name: string;
  readonly words: Words;
  readonly template: string;
  readonly config: object;
  readonly preprocessor: object;
  /** Bytes of further networks and files by path. */
  readonly further: ReadonlyMap<string, Uint8Array>;
  readonly layout?: DecoderLayout;
  readonly tokenizerConfig?: Readonly<Record<string, unknown>>;
}

/** A replica of a model that splices features into a decoder's prompt. See `addNextToken` for what it answers. */
export function chatReplica(parts: ChatReplicaParts, faults: ReplicaFaults): Replica {
  const { words } = parts;
  const manifest = replicaManifest(parts.original, parts.name, faults);
  const network = (name: string): string => networkPath(manifest, name);
  return {
    manifest,
    files: new Map([
      ...tokenizerFiles(words, { template: parts.template, config: parts.tokenizerConfig ?? {} }),
      ['config.json', jsonFile({ ...parts.config, ...faults.config })],
      ['generation_config.json', jsonFile({ eos_token_id: words.id(words.signs.end), ...faults.generation })],
      ['preprocessor_config.json', jsonFile({ ...parts.preprocessor, ...faults.preprocessor })],
      [network('embed_tokens'), embedTokensModel(words, { layers: parts.layout?.perLayerInputs ?? 0 })],
      [network('decoder_model_merged'), decoderModel(words, faults, parts.layout)],
      ...[...parts.further].map(([name, bytes]) => [name.includes('.') ? name : network(name), bytes] as const),
    ]),
  };
}

/** The original's manifest under the replica's name, with the first choice of files alone. */
export function replicaManifest(
  original: ChatReplicaParts['original'],
  name: string,
  { chat }: Pick<ReplicaFaults, 'chat'>,
): ModelManifest {
  const source = { kind: 'folder' };
  const named = { ...original, id: `replica/${name}`, title: `${original.title} replica`, source };
  const parsed = ModelManifest.parse({ ...named, variants: original.variants.slice(0, 1) });
  return 'chat' in parsed ? { ...parsed, chat: { ...parsed.chat, ...chat } } : parsed;
}

/** Where the manifest's first choice of files has a network. */
export function networkPath({ variants }: ModelManifest, name: string): string {
  const file = variants[0]!.files.find(({ path }) => path.startsWith(`onnx/${name}`) && path.endsWith('.onnx'));
  if (file === undefined) throw new Error(`The manifest names no ${name}.`);
  return file.path;
}
