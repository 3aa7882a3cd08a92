import type { ModelId } from '../../../app/contract/ids.ts';
import type { Alignment, ModelInfo, pairSources } from '../../../app/contract/models.ts';

/** Words that the library's photos carry, to measure by. */
export const sources = ['caption', 'keywords', 'name'] as const satisfies readonly (typeof pairSources)[number][];
export type Source = (typeof sources)[number];

/** A search model beside the others: what it reaches, and what it costs. */
export interface ComparedModel {
  readonly modelId: ModelId;
  readonly title: string;
  readonly inUse: boolean;
  readonly sizeBytes: number;
  /** null where it was not measured by these words. */
  readonly alignment: Alignment | null;
  readonly photosPerSecond: number | null;
}

/** The installed search models with what was measured of them by `source`, best first, then those not measured. */
export function compareModels(
  models: readonly ModelInfo[],
  measurements: readonly Alignment[],
  source: Source,
): ComparedModel[] {
  return models
    .filter(({ tasks, state }) => tasks.includes('search') && state === 'installed')
    .map((model) => {
      const found = measurements.find((each) => each.modelId === model.modelId && each.source === source);
      const speed = model.device?.speed ?? null;
      const probed = speed?.unit === 'photos' ? speed.perSecond : null;
      return {
        modelId: model.modelId,
        title: model.title,
        inUse: model.uses.includes('search'),
        sizeBytes: model.sizeBytes,
        alignment: found ?? null,
        photosPerSecond: found?.photosPerSecond ?? probed,
      };
    })
    .toSorted((a, b) => found10(b) - found10(a));
}

const found10 = ({ alignment }: ComparedModel): number => alignment?.textToImage.recallAt10 ?? -1;

export const isMeasured = (model: ComparedModel): model is ComparedModel & { readonly alignment: Alignment } =>
  model.alignment !== null;

/** False where the models were not measured on equally many photos, so that their numbers say little about each other. */
export function areComparable(models: readonly ComparedModel[]): boolean {
  return new Set(models.filter(isMeasured).map(({ alignment }) => alignment.pairs)).size < 2;
}

/** Whether two shares of `pairs` queries differ by more than twice the standard error of their difference. */
export function differsClearly(a: number, b: number, pairs: number): boolean {
  const variance = (a * (1 - a) + b * (1 - b)) / pairs;
  return Math.abs(a - b) > 2 * Math.sqrt(variance);
}

/** The measurements with a new one in place of the last of the same model and words. */
export function withMeasured(known: readonly Alignment[], measured: Alignment): Alignment[] {
  const same = ({ modelId, source }: Alignment): boolean => modelId === measured.modelId && source === measured.source;
  return [...known.filter((each) => !same(each)), measured];
}
