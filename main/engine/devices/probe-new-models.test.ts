import { expect, it } from 'vitest';
import type { ModelId } from '../../../app/contract/ids.ts';
import { ModelManifest } from '../../../models/manifest.ts';
import { createClipReplica } from '../../../models/clip/testing/replica.ts';
import type { Shelf, ShelfModel } from '../models/open-shelf.ts';
import { installedModel } from '../models/testing/search-model.ts';
import type { DeviceChooser } from './device-chooser.ts';
import { probeNewModels } from './probe-new-models.ts';

it('tries each installed model once, at the start and as they come; not the built-in one', () => {
  const { manifest } = createClipReplica();
  const onShelf = (id: string, installed: boolean): ShelfModel => {
    const named = ModelManifest.parse({ ...manifest, id });
    const model = { ...installedModel, manifest: named, modelKey: `${id}@1` };
    return { manifest: named, installed: installed ? model : null, begun: null };
  };
  let models = [
    { manifest: installedModel.manifest, installed: installedModel, begun: null },
    onShelf('test/known', true),
  ];
  let look = (): void => undefined;
  const shelf = { list: () => models, onChange: (listener: () => void) => (look = listener) } as unknown as Shelf;
  const trials = (modelId: string) => (modelId === 'test/known' ? [{}] : []);
  const probed: ModelId[] = [];
  probeNewModels({ shelf, devices: { trials } as unknown as DeviceChooser }, (modelId) => probed.push(modelId));
  expect(probed).toEqual([]);
  models = [...models, onShelf('test/new', true), onShelf('test/absent', false)];
  look();
  look();
  expect(probed).toEqual(['test/new']);
});
