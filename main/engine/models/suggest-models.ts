import type { ModelInfo, ModelUse, Suggestion } from '../../../app/contract/models.ts';
import type { Machine } from './model-fit.ts';

/** Share of the machine's memory that the suggested model of a use may take: both are at work beside everything else. */
const shares: Readonly<Record<ModelUse, number>> = { search: 0.15, chat: 0.3 };
const taskOf = { search: 'search', chat: 'answer' } as const;

/**
 * The best model of each use that this machine carries with ease and anyone may use; the built-in one where none does.
 * @param models best of their kind first.
 */
export function suggestModels(
  models: readonly ModelInfo[],
  { bundled, machine }: { bundled: ModelInfo; machine: Machine },
): Suggestion {
  const best = (use: ModelUse): ModelInfo => models.find((model) => isSuggested(model, use, machine)) ?? bundled;
  const search = best('search');
  const chat = best('chat');
  const wanted = [...new Set([search, chat])].filter((model) => model !== bundled && model.state !== 'installed');
  const downloadBytes = wanted.reduce((sum, model) => sum + Math.max(0, model.sizeBytes - model.diskBytes), 0);
  return {
    search: search.modelId,
    chat: chat.modelId,
    reason: reasonFor({ search, chat, bundled, machine }),
    downloadBytes,
    machine,
  };
}

function isSuggested(model: ModelInfo, use: ModelUse, { memoryMB }: Machine): boolean {
  const usable = model.source.kind !== 'bundled' && model.state !== 'corrupt' && model.licenceNotice === null;
  return usable && model.fits.ok && model.tasks.includes(taskOf[use]) && model.approxMemoryMB <= memoryMB * shares[use];
}

function reasonFor({
  search,
  chat,
  bundled,
  machine,
}: {
  search: ModelInfo;
  chat: ModelInfo;
  bundled: ModelInfo;
  machine: Machine;
}): string {
  const memory = `${Math.max(1, Math.round(machine.memoryMB / 1024))} GB of memory`;
  if (search === bundled && chat === bundled) {
    return `With ${memory} and the free disk space, the built-in model is what this computer carries.`;
  }
  const names = [...new Set([search, chat])].filter((model) => model !== bundled).map(({ title }) => title);
  return `${names.join(' and ')} ${names.length === 1 ? 'fits' : 'fit'} this computer (${memory}) with room to spare.`;
}
