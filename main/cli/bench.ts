import { SpeedLine } from '../../app/contract/cli-output.ts';
import type { ModelId } from '../../app/contract/ids.ts';
import type { Session } from './session.ts';

/** `bench`: how fast a search model is here; of the chosen one where none is named. */
export async function bench(modelId: ModelId | undefined, { engine, local, output, signal }: Session): Promise<void> {
  const model = modelId ?? (await engine.models.list({})).search.active;
  const speed = await local.bench({ modelId: model }, { signal });
  output.object(SpeedLine, { type: 'speed', ...speed });
  const { device, imageSize, embeddingDim, batch, photosPerSecond, textsPerSecond } = speed;
  output.text(`${model} on ${device}, ${imageSize} pixels, ${embeddingDim} numbers a vector:`);
  output.text(`  ${photosPerSecond.toFixed(1)} photos/s, ${batch} at once, without reading files`);
  output.text(`  ${textsPerSecond.toFixed(1)} texts/s, one at a time`);
}
