import { isOver, type Job } from '../../../app/contract/jobs.ts';
import type { ModelInfo } from '../../../app/contract/models.ts';

/** What a card says is the matter with its model; the worst alone. */
export type ModelProblem =
  | { readonly kind: 'corrupt' | 'partial'; readonly detail: string | null }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string }
  | { readonly kind: 'unfit'; readonly detail: string };

/** What is going on with a model and what a person may do about it. */
export interface ModelSituation {
  /** The job that works on it now. */
  readonly job: Job | null;
  readonly problem: ModelProblem | null;
  /** How its files can be had: afresh, the rest of them, or in place of damaged ones. */
  readonly fetch: 'install' | 'go_on' | 'repair' | null;
  readonly canVerify: boolean;
  readonly canRemove: boolean;
}

export function situationOf(model: ModelInfo, jobs: readonly Job[]): ModelSituation {
  const own = jobs.filter(({ modelId }) => modelId === model.modelId);
  const job = own.find((each) => !isOver(each)) ?? null;
  const bundled = model.source.kind === 'bundled';
  const here = model.state === 'installed' || model.state === 'corrupt';
  return {
    job,
    problem: job === null ? problemOf(model, latest(own)) : null,
    fetch: job === null && !bundled ? fetches[model.state] : null,
    canVerify: job === null && here,
    canRemove: job === null && !bundled && model.uses.length === 0 && (here || model.state === 'partial'),
  };
}

const fetches = {
  available: 'install',
  partial: 'go_on',
  corrupt: 'repair',
  installed: null,
  installing: null,
} as const;

function problemOf(model: ModelInfo, last: Job | undefined): ModelProblem | null {
  if (model.state === 'corrupt') return { kind: 'corrupt', detail: model.problem };
  if (last?.state === 'failed' && last.failure !== null) {
    return { kind: 'failed', code: last.failure.code, detail: last.failure.message };
  }
  if (model.state === 'partial') return { kind: 'partial', detail: model.problem };
  if (model.state === 'available' && !model.fits.ok) return { kind: 'unfit', detail: model.fits.reason ?? '' };
  return null;
}

const latest = (jobs: readonly Job[]): Job | undefined => jobs.toSorted((a, b) => b.startedMs - a.startedMs)[0];
