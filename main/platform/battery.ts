import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** True where Linux says that mains power is off; false where it does not say. Electron knows it on every system. */
export function isOnBattery(suppliesDirectory = '/sys/class/power_supply'): boolean {
  const mains = namesIn(suppliesDirectory).flatMap((name) => {
    const read = (file: string): string => readFileSync(join(suppliesDirectory, name, file), 'utf8').trim();
    try {
      return read('type') === 'Mains' ? [read('online') === '1'] : [];
    } catch {
      return [];
    }
  });
  return mains.length > 0 && !mains.includes(true);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
