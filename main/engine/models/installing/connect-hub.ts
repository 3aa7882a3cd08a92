import type { DownloadShape } from '../../../network/download/download-file.ts';
import { openHub, type Hub, type HubTiming } from '../../../network/hub/open-hub.ts';
import type { ProxyEnvironment } from '../../../network/web/open-web.ts';

/** How this program reaches a hub. */
export interface NetworkOptions {
  /** In place of the address in the settings; null where those count. */
  readonly hubAddress: string | null;
  readonly proxy: ProxyEnvironment;
  readonly timing?: HubTiming;
  readonly shape?: DownloadShape;
}

/** The hub of the settings, or of the environment where that names one. */
export function connectHub({ hubAddress, proxy, timing }: NetworkOptions, settingsAddress: string): Hub {
  const address = hubAddress ?? settingsAddress;
  return openHub(timing === undefined ? { address, proxy } : { address, proxy, timing });
}
