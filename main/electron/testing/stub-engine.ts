/** @file An engine's process for the tests: the real conversation with main, around handlers that answer with constants. */
import { AppError } from '../../../app/contract/errors.ts';
import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { LocalEngineHandlers } from '../../../app/contract/local.ts';
import { silentLogger } from '../../platform/testing/silent-logger.ts';
import { serveShell, type ParentPort } from '../processes/serve-shell.ts';

export interface StubConfiguration {
  readonly refuseWith?: 'store_in_use';
  readonly dieAtStart?: boolean;
  /** Does not end when it is asked to. */
  readonly hangAtEnd?: boolean;
  readonly photoFile?: string;
}

const stub = JSON.parse(process.argv.at(-1) ?? '{}') as StubConfiguration;
if (stub.dieAtStart === true) process.exit(3);
const added: string[] = [];

await serveShell((process as unknown as { parentPort: ParentPort }).parentPort, async ({ onBattery }) => {
  if (stub.refuseWith !== undefined) throw new AppError(stub.refuseWith, 'The library is open in process 7.');
  const handlers = {
    system: {
      hello: () => ({ version: onBattery() ? 'battery' : 'mains', host: 'electron', mediaBase: '', platform: 'test' }),
      doctor: () => process.exit(4),
    },
    library: {
      add: ({ paths }: { paths: string[] }) => ({ folderIds: [], jobId: added.push(...paths) && 'job' }),
      browse: () => ({ path: added.join(), parent: null, entries: [], photos: 0 }),
    },
  };
  const local = {
    mediaFile({ photoId }: { photoId: string }) {
      if (photoId !== '7') throw new AppError('not_found', `There is no photo ${photoId}.`);
      return { path: stub.photoFile, contentType: 'image/png', etag: 'e7' };
    },
    photoPath: () => ({ path: stub.photoFile }),
  };
  return {
    handlers: handlers as unknown as EngineHandlers,
    local: local as unknown as LocalEngineHandlers,
    logger: silentLogger,
    [Symbol.asyncDispose]: () => (stub.hangAtEnd === true ? new Promise(() => undefined) : Promise.resolve()),
  };
});
process.exit(0);
