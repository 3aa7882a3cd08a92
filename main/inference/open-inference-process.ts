/** @file What runs inside an inference process: its configuration in, its handlers out. */
import { z } from 'zod';
import { lanes } from './contract.ts';
import { createInferenceHandlers, type InferenceService } from './create-inference-handlers.ts';
import { loadInstalledModel } from './installed-models.ts';

export const InferenceConfiguration = z.object({
  lane: z.enum(lanes),
  modelDirectories: z.array(z.string()),
  threads: z.number().int().min(1),
});
export type InferenceConfiguration = z.output<typeof InferenceConfiguration>;

/** @param configuration an `InferenceConfiguration` from the process's command line. */
export async function openInferenceProcess(configuration: unknown): Promise<InferenceService> {
  const { lane, modelDirectories, threads } = InferenceConfiguration.parse(configuration);
  const models = await Promise.all(modelDirectories.map(loadInstalledModel));
  return createInferenceHandlers({ lane, models, threads });
}
