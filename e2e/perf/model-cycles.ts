import { setTimeout as delay } from 'node:timers/promises';
import { processScript, starterDirectory } from '../../app/entry/locations.ts';
import { openInference, type Inference } from '../../main/inference/client.ts';
import { probeQuestion } from '../../main/inference/devices/measure-chat.ts';
import { probePictures } from '../../main/inference/devices/probe-pictures.ts';
import { createNodeSpawner } from '../../main/platform/node-spawner.ts';
import { silentLogger as logger } from '../../main/platform/testing/silent-logger.ts';
import { installReplica } from '../../main/testing/install-replica.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { createClipReplica, createMultilingualClipReplica } from '../../models/clip/testing/replica.ts';
import { createFlorence2Replica } from '../../models/florence2/testing/replica.ts';
import { createGemmaReplica } from '../../models/gemma/testing/replica.ts';
import { createLlavaOneVisionReplica } from '../../models/llava-onevision/testing/replica.ts';
import { isChat, ModelManifest, searchFactsOf } from '../../models/manifest.ts';
import {
  createQwen25VlReplica,
  createQwen35Replica,
  createQwen3VlReplica,
} from '../../models/qwen-vl/testing/replica.ts';
import { createSiglipReplica } from '../../models/siglip/testing/replica.ts';
import { createSmolVlmReplica } from '../../models/smolvlm/testing/replica.ts';
import starter from '../../models/starter/manifest.json' with { type: 'json' };
import { childCount, residentMB } from './resident-memory.ts';
import { median } from './statistics.ts';

export interface ModelCycles {
  readonly model: string;
  /** Megabytes of all processes, medians of the second to fourth and of the last three cycles. */
  readonly usedMB: { readonly early: number; readonly late: number };
  /** The same after the model was let go. */
  readonly idleMB: { readonly early: number; readonly late: number };
}

/** One of each family and of each shape of network. */
const replicas = [
  createClipReplica(),
  createMultilingualClipReplica(),
  createSiglipReplica(),
  createFlorence2Replica(),
  createSmolVlmReplica(),
  createLlavaOneVisionReplica(),
  createQwen25VlReplica(),
  createQwen3VlReplica(),
  createQwen35Replica(),
  createGemmaReplica(),
];

const cycles = 10;
const usesPerCycle = 4;

/** Loads, uses and lets go the starter and every replica, ten times each. */
export async function measureModelCycles(only?: (manifest: ModelManifest) => boolean): Promise<ModelCycles[]> {
  await using folder = await temporaryFolder();
  for (const replica of replicas) await installReplica(folder.path, replica);
  await using inference = openInference({
    spawn: createNodeSpawner({ entryPath: processScript, logger }),
    logger,
    modelDirectories: [starterDirectory(undefined)],
    modelsRoot: folder.path,
    threads: () => 1,
  });
  const manifests = [ModelManifest.parse(starter), ...replicas.map(({ manifest }) => manifest)];
  const measured: ModelCycles[] = [];
  for (const manifest of manifests.filter((each) => only?.(each) ?? true)) {
    measured.push(await cyclesOf(manifest, inference));
  }
  return measured;
}

async function cyclesOf(manifest: ModelManifest, inference: Inference): Promise<ModelCycles> {
  const used: number[] = [];
  const idle: number[] = [];
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    for (let use = 0; use < usesPerCycle; use += 1) await useModel(manifest, inference);
    used.push(residentMB());
    await inference.release(manifest.id);
    while (childCount() > 0) await delay(20);
    idle.push(residentMB());
  }
  return { model: manifest.id, usedMB: ends(used), idleMB: ends(idle) };
}

const ends = (values: readonly number[]) => ({ early: median(values.slice(1, 4)), late: median(values.slice(-3)) });

async function useModel(manifest: ModelManifest, inference: Inference): Promise<void> {
  const modelId = manifest.id;
  if (isChat(manifest)) {
    const events = inference.lane('generate').chat(probeQuestion(manifest, 'cpu'));
    for await (const event of events) if (event.type === 'finished' && event.tokens === 0) throw new Error(modelId);
    return;
  }
  const { size } = searchFactsOf(manifest)!.pixels;
  const count = 4;
  await inference.lane('index').embedImages({ modelId, count, pixels: probePictures(count, size) });
  await inference.lane('interactive').embedTexts({ modelId, texts: ['a photo of a red car'] });
}
