import { AppError } from '../../../../app/contract/errors.ts';
import { describers, type ModelListing } from '../../../../models/describe-listing.ts';
import { chatFamilies, encoderFamilies, ModelManifest } from '../../../../models/manifest.ts';

/** The manifest of files that no manifest names. Rejects `model_incompatible` for what is of no known family. */
export async function describeFiles(listing: ModelListing): Promise<ModelManifest> {
  for (const describe of describers) {
    const manifest = await describe(listing);
    if (manifest !== null) return ModelManifest.parse(manifest);
  }
  const onnx = listing.files.some(({ path }) => path.endsWith('.onnx'));
  const families = [...encoderFamilies, ...chatFamilies].join(', ');
  const reason = onnx ? `it is of no known family (${families})` : 'it has no ONNX files';
  throw new AppError('model_incompatible', `${listing.name} cannot be used: ${reason}.`);
}
