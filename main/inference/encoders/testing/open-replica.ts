import { installReplica } from '../../../testing/install-replica.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import type { Replica } from '../../../../models/testing/replica.ts';
import { loadInstalledModel } from '../../installed-models.ts';
import type { EncoderRuntime } from '../../runtimes.ts';
import { createSessionPool } from '../../session-pool.ts';
import { openEncoder } from '../open-encoder.ts';

/** A replica as the product opens it: installed, verified and run. */
export async function openReplica(replica: Replica): Promise<EncoderRuntime & AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const model = await loadInstalledModel(await installReplica(folder.path, replica));
  const pool = stack.use(createSessionPool({ threads: 1 }));
  const encoder = await openEncoder(model, pool, 'cpu');
  const owned = stack.move();
  return { ...encoder, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
