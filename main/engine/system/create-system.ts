import { AppError } from '../../../app/contract/errors.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import { protocolVersion, type DeviceOff, type Hello, type ProcessStatus } from '../../../app/contract/system.ts';
import type { z } from 'zod';
import type { Inference } from '../../inference/client.ts';
import type { Media } from '../../media/client.ts';
import { createChangeFeed } from '../change-feed.ts';
import { examine, type DoctorOptions } from './examine.ts';

export interface SystemOptions extends DoctorOptions {
  readonly hello: z.output<typeof Hello>;
  readonly inference: Inference;
}

const statusIntervalMs = 100;

/** Who is there, how its processes are, and whether all is well. */
export function createSystem(options: SystemOptions): EngineHandlers['system'] {
  const { media, inference } = options;
  return {
    hello({ protocol }) {
      if (protocol === protocolVersion) return options.hello;
      const message = `This window speaks protocol ${protocol}, the engine ${protocolVersion}. Reload the window.`;
      throw new AppError('protocol_mismatch', message);
    },
    async *processes(_input, { signal }) {
      const feed = createChangeFeed({ intervalMs: statusIntervalMs });
      const stops = [media, inference].map(({ onStatus }) => onStatus(feed.notify));
      stops.push(options.devices.onChange(feed.notify));
      try {
        for await (const _change of feed.watch(signal))
          yield { type: 'snapshot', processes: statusesOf(media, inference), devicesOff: devicesOff(options) };
      } finally {
        stops.forEach((stop) => stop());
      }
    },
    doctor: async () => ({ checks: await examine(options) }),
  };
}

function statusesOf(media: Media, inference: Inference): z.output<typeof ProcessStatus>[] {
  return [{ name: 'media', ...media.status() }, ...inference.statuses()];
}

function devicesOff({ models, devices }: SystemOptions): DeviceOff[] {
  return models().flatMap(({ manifest: { id, title } }) =>
    devices
      .trials(id)
      .filter(({ outcome }) => outcome === 'off')
      .map(({ device, detail }) => ({ modelId: id, title, device, reason: detail })),
  );
}
