import type { DownloadShape } from '../../../../network/download/download-file.ts';
import type { HubTiming } from '../../../../network/hub/open-hub.ts';

/** Little patience, so that tests of what goes wrong are short. */
export const testTiming: HubTiming = { stallMs: 400, attempts: 3, backOffMs: 1, longestWaitMs: 1000 };

/** Small files take several ranges and several records. */
export const testShape: DownloadShape = { connections: 2, pieceBytes: 20_000, recordBytes: 4096 };
