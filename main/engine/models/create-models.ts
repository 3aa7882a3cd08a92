import { readFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../app/contract/errors.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { ModelInfo } from '../../../app/contract/models.ts';
import { searchFactsOf } from '../../../models/manifest.ts';
import type { Evaluation } from './create-evaluation.ts';
import type { Shelf, ShelfModel } from './open-shelf.ts';

const later = (): never => {
  throw new AppError('unavailable', 'This is being built.');
};

/** What the models are, need and cannot do. */
export function createModels({
  shelf,
  evaluation,
}: {
  shelf: Shelf;
  evaluation: Evaluation;
}): EngineHandlers['models'] {
  const active = shelf.bundled.manifest.id;
  return {
    list: () => ({
      models: shelf.list().map(toInfo),
      search: { active, next: null, previous: null },
      chat: active,
      diskBytes: 0,
    }),
    suggestion: () => ({
      search: active,
      chat: active,
      reason: 'The built-in model works everywhere.',
      downloadBytes: 0,
      machine: { memoryMB: Math.round(totalmem() / 1024 ** 2), cores: availableParallelism(), freeBytes: null },
    }),
    async card({ modelId }) {
      const found = shelf.find(modelId)?.installed;
      if (found === undefined || found === null) throw new AppError('not_found', `There is no model ${modelId}.`);
      return { markdown: await readFile(join(found.directory, found.manifest.card), 'utf8') };
    },
    licence: later,
    install: later,
    addRepository: later,
    importFolder: later,
    verify: later,
    remove: later,
    use: later,
    cancelSwitch: later,
    forgetPrevious: later,
    probe: later,
    trials: later,
    setDevice: later,
    evaluate: ({ source }, { signal }) => evaluation.ofLibrary(source, signal),
    measurements: later,
  };
}

function toInfo({ manifest, installed }: ShelfModel): ModelInfo {
  const { id, revision, family, title, tasks, source, languages, goodAt, limits, licence, variants } = manifest;
  const variant = variants.find(({ name }) => name === installed?.variant) ?? variants[0]!;
  const facts = searchFactsOf(manifest);
  const sizeBytes =
    installed === null ? variant.approxBytes : installed.files.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    modelId: id,
    revision,
    family,
    title,
    tasks,
    state: installed === null ? 'available' : installed.state === 'installed' ? 'installed' : 'corrupt',
    problem: installed?.problem ?? null,
    jobId: null,
    source,
    variants: variants.map(({ name, approxBytes, approxMemoryMB, devices }) => ({
      name,
      sizeBytes: approxBytes,
      approxMemoryMB,
      devices,
    })),
    variant: variant.name,
    sizeBytes,
    diskBytes: installed === null ? 0 : sizeBytes,
    approxMemoryMB: variant.approxMemoryMB,
    fits: { ok: true, reason: null },
    languages,
    goodAt,
    limits,
    licence: licence.spdx,
    licenceNotice: licence.notice,
    uses: family === 'starter' ? ['search', 'chat'] : [],
    device:
      installed === null
        ? null
        : { device: 'cpu', reason: 'Nothing faster was measured.', chosenByPerson: false, speed: null },
    imageSize: facts?.pixels.size ?? null,
    embeddingDim: facts?.dim ?? null,
  };
}
