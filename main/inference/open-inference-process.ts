/** @file What runs inside an inference process: its configuration in, its handlers out. */
import { z } from 'zod';
import { lanes } from './contract.ts';
import { createInferenceHandlers, type InferenceService } from './create-inference-handlers.ts';
import { openModelFinder } from './model-finder.ts';

export const InferenceConfiguration = z.object({
  lane: z.enum(lanes),
  /** Folders of single models. */
  modelDirectories: z.array(z.string()),
  /** The folder of installed models; null for none. */
  modelsRoot: z.string().nullable(),
  threads: z.number().int().min(1),
});
export type InferenceConfiguration = z.output<typeof InferenceConfiguration>;

/** @param configuration an `InferenceConfiguration` from the process's command line. */
export async function openInferenceProcess(configuration: unknown): Promise<InferenceService> {
  const { lane, modelDirectories, modelsRoot, threads } = InferenceConfiguration.parse(configuration);
  const finder = await openModelFinder({ directories: modelDirectories, root: modelsRoot });
  return createInferenceHandlers({ lane, finder, threads });
}
