import type { DeviceChoice } from '../../../app/contract/devices.ts';
import { en } from '../../text/en.ts';
import { formatRate } from '../../text/format.ts';

type Speed = NonNullable<DeviceChoice['speed']>;

/** `CPU, 32 photos/s`; the device alone where its speed is known in another unit only. */
export function deviceText({ device, speed }: DeviceChoice, unit: Speed['unit'] | 'any' = 'any'): string {
  const words = en.models.devices;
  if (speed === null) return `${words.names[device]}, ${words.notMeasured}`;
  if (unit !== 'any' && speed.unit !== unit) return words.names[device];
  return `${words.names[device]}, ${words.speed(formatRate(speed.perSecond), speed.unit)}`;
}
