import { deviceIds, type DeviceId } from '../../../app/contract/devices.ts';

/** The one platform, in Node's words, that has a device; devices that are not named may be anywhere. */
const onlyOn: Partial<Record<DeviceId, string>> = { cuda: 'linux', dml: 'win32', coreml: 'darwin' };

/** Devices that a computer of this platform may have, and the one that is chosen. */
export function devicesOf(platform: string, chosen: DeviceId): DeviceId[] {
  return deviceIds.filter((device) => device === chosen || (onlyOn[device] ?? platform) === platform);
}
