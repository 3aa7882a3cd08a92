import { AppError, type ErrorCode } from '../../../app/contract/errors.ts';
import type { Calibration } from '../../../models/calibration.ts';
import { isEncoder, searchFactsOf } from '../../../models/manifest.ts';
import { promptedText } from '../../../models/prompted-text.ts';
import type { Inference } from '../../inference/client.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';
import type { PixelSpec } from '../../media/contract.ts';
import type { VectorIndex } from '../../store/vector-index.ts';

/** A search model at work: what it wants of photos and words, and the vectors that it made. */
export interface SearchModel {
  readonly model: InstalledModel;
  /** The key of its vectors. */
  readonly key: string;
  readonly dim: number;
  readonly pixels: PixelSpec;
  /** null where it is not installed. */
  readonly calibration: Calibration | null;
  readonly vectors: VectorIndex;
  /** Resolves once `vectors` holds what the store has. */
  readonly ready: Promise<void>;
  /** L2-normalised. Rejects `isUnusable` codes where its files are missing or wrong. */
  embedText(text: string, signal: AbortSignal): Promise<Float32Array>;
  /** L2-normalised, one a text, in batches. */
  embedTexts(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  /** Loads what a query needs. */
  warm(signal: AbortSignal): Promise<void>;
}

/** What the rest of the engine asks for anew at each use, so that a switch of models is one assignment. */
export type ActiveSearchModel = () => SearchModel;

/** What a search model is, before it has vectors in memory. */
export type SearchModelFacts = Omit<SearchModel, 'vectors' | 'ready'>;

const unusable: ReadonlySet<ErrorCode> = new Set(['model_missing', 'model_corrupt', 'model_incompatible']);

/** True where no further try can succeed before the model is installed again. */
export const isUnusable = (error: unknown): error is AppError => error instanceof AppError && unusable.has(error.code);

/** Texts that an inference process embeds at once. */
const textBatch = 32;

/** @throws `conflict` where the model has no towers to search with. */
export function describeSearchModel(model: InstalledModel, inference: Inference): SearchModelFacts {
  const { manifest, config, modelKey } = model;
  const facts = searchFactsOf(manifest);
  if (facts === null) throw new AppError('conflict', `${manifest.title} cannot search. Choose a search model.`);
  const { calibration, prompt } = isEncoder(manifest)
    ? { calibration: manifest.encoder.calibration, prompt: manifest.encoder.text.preprocessing.prompt }
    : { calibration: config?.calibration ?? null, prompt: config?.text.prompt ?? '{}' };
  const embed = async (texts: readonly string[], signal: AbortSignal): Promise<Float32Array> => {
    const input = { modelId: manifest.id, texts: texts.map((text) => promptedText(text, prompt)) };
    return (await inference.lane('interactive').embedTexts(input, { signal })).vectors;
  };
  return {
    model,
    key: modelKey,
    ...facts,
    calibration,
    embedText: (text, signal) => embed([text], signal),
    async embedTexts(texts, signal) {
      const rows: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += textBatch) {
        const batch = texts.slice(at, at + textBatch);
        const vectors = await embed(batch, signal);
        batch.forEach((_text, row) => rows.push(vectors.slice(row * facts.dim, (row + 1) * facts.dim)));
      }
      return rows;
    },
    async warm(signal) {
      await inference.lane('interactive').warm({ modelId: manifest.id }, { signal });
    },
  };
}
