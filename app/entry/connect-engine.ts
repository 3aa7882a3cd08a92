import { contract, type Engine } from '../contract/index.ts';
import { localContract, type LocalEngine } from '../contract/local.ts';
import { connect } from '../rpc/client.ts';
import { serve } from '../rpc/server.ts';
import { createMemoryPair } from '../rpc/transports/memory.ts';
import type { OpenEngine } from '../../main/engine/open-engine.ts';

export interface EngineConnection extends Disposable {
  readonly engine: Engine;
  readonly local: LocalEngine;
}

/** Clients of an engine in this very process, with the checks that every other client passes too. */
export function connectEngine({ handlers, local }: OpenEngine): EngineConnection {
  const [engineServer, engineClient] = createMemoryPair();
  const [localServer, localClient] = createMemoryPair();
  serve(contract, handlers, engineServer, { connection: 'memory' });
  serve(localContract, local, localServer, { connection: 'memory' });
  const engine = connect(contract, engineClient);
  const files = connect(localContract, localClient);
  return {
    engine: engine.client,
    local: files.client,
    [Symbol.dispose]() {
      engine.close();
      files.close();
    },
  };
}
