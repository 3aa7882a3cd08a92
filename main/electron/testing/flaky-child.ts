/** @file A process for the tests: it serves the port that it is handed, prints, and dies on request. */
import { messagePortTransport, type AnyMessagePort } from '../../../app/rpc/transports/message-port.ts';
import { serve } from '../../../app/rpc/server.ts';
import { flakyContract } from '../../platform/testing/flaky-contract.ts';

interface Parent {
  on(type: 'message', listener: (event: { readonly ports: readonly AnyMessagePort[] }) => void): unknown;
}

const { dieAtStart } = JSON.parse(process.argv.at(-1) ?? '{}') as { dieAtStart?: boolean };
if (dieAtStart === true) process.exit(7);
console.log(`threads ${process.env['UV_THREADPOOL_SIZE'] ?? 'as usual'}`);

const handlers = {
  pid: () => ({ pid: process.pid }),
  die: () => process.exit(9),
  hang: () => new Promise<never>(() => undefined),
};
(process as unknown as { parentPort: Parent }).parentPort.on('message', ({ ports: [port] }) => {
  if (port !== undefined) serve(flakyContract, handlers, messagePortTransport(port), { connection: 'engine' });
});
