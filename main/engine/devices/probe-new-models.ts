import type { ModelId } from '../../../app/contract/ids.ts';
import type { Shelf } from '../models/open-shelf.ts';
import type { DeviceChooser } from './device-chooser.ts';

/**
 * Has the devices tried on each installed model of which nothing is known with this driver: now, and after installations. What failed
 * is not tried again by itself. The built-in model is left to the person: reading photos takes longer than it does.
 */
export function probeNewModels(
  { shelf, devices }: { readonly shelf: Shelf; readonly devices: DeviceChooser },
  probe: (modelId: ModelId) => void,
): void {
  const asked = new Set<string>();
  const look = (): void => {
    for (const { manifest, installed } of shelf.list()) {
      if (installed?.state !== 'installed' || manifest.source.kind === 'bundled') continue;
      if (asked.has(installed.modelKey) || devices.trials(manifest.id).length > 0) continue;
      asked.add(installed.modelKey);
      probe(manifest.id);
    }
  };
  look();
  shelf.onChange(look);
}
