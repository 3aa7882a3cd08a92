import type { Alignment } from '../../../app/contract/models.ts';
import { en } from '../../text/en.ts';
import { formatDecimal, formatPercent } from '../../text/format.ts';
import { differsClearly, type ComparedModel } from './comparison.ts';

export type MeasuredModel = ComparedModel & { readonly alignment: Alignment };

const fewPairs = 50;
/** A smaller ratio of speeds is not worth a sentence. */
const notableRatio = 1.5;

/** What the numbers of models, best first and on equally many photos, say: which is better, or that they do not differ. */
export function verdictOn(models: readonly MeasuredModel[]): string {
  const [first, second] = models;
  if (first === undefined) return '';
  const words = en.quality.verdict;
  const few = first.alignment.pairs < fewPairs ? [words.few] : [];
  if (second === undefined) {
    const chance = formatPercent(first.alignment.chanceAt10);
    return [words.one(first.title, share(first), chance), ...few].join(' ');
  }
  const last = models.at(-1) ?? second;
  const said = isClear(first, last)
    ? words.better(first.title, share(first), last.title, share(last))
    : words.tie(first.title, last.title);
  return [said, ...speedOf(first, last), ...few].join(' ');
}

/** The model, of several with the best first, that finds clearly more than the one in use; null where there is none. */
export function betterThanUsed(models: readonly MeasuredModel[]): MeasuredModel | null {
  const [first] = models;
  const used = models.find(({ inUse }) => inUse);
  return first !== undefined && used !== undefined && first !== used && isClear(first, used) ? first : null;
}

const isClear = (a: MeasuredModel, b: MeasuredModel): boolean => differsClearly(found(a), found(b), a.alignment.pairs);
const found = ({ alignment }: MeasuredModel): number => alignment.textToImage.recallAt10;
const share = (model: MeasuredModel): string => formatPercent(found(model));

function speedOf(a: MeasuredModel, b: MeasuredModel): string[] {
  if (a.photosPerSecond === null || b.photosPerSecond === null) return [];
  const [fast, slow] = a.photosPerSecond >= b.photosPerSecond ? [a, b] : [b, a];
  const ratio = fast.photosPerSecond! / slow.photosPerSecond!;
  return ratio < notableRatio ? [] : [en.quality.verdict.faster(fast.title, formatDecimal(ratio))];
}
