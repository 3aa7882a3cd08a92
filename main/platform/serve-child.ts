/** @file What a process of the engine's own does from start to end: read its configuration, serve, leave with its parent. */
import type { Contract, Handlers } from '../../app/contract/define.ts';
import { serve } from '../../app/rpc/server.ts';
import { parentProcessTransport } from '../../app/rpc/transports/child-process.ts';
import { createLogger, formatRecord } from './create-logger.ts';
import type { Logger } from './logger.ts';

export interface ChildService<C> extends AsyncDisposable {
  readonly handlers: Handlers<C>;
}

/** onnxruntime 1.30 reports its use to its maker unless this is set before its first session. */
const noTelemetry = 'ORT_DISABLE_TELEMETRY';

/** Serves `contract` to the parent until the parent is gone. */
export async function serveChild<const C extends Contract>(
  contract: C,
  open: (configuration: unknown, logger: Logger) => Promise<ChildService<C>>,
): Promise<void> {
  process.env[noTelemetry] = '1';
  const transport = parentProcessTransport();
  const closed = new Promise<void>((resolve) => transport.onClose(() => resolve()));
  const logger = createLogger({ level: 'info', sink: (record) => process.stderr.write(`${formatRecord(record)}\n`) });
  const service = await open(JSON.parse(process.argv.at(-1) ?? 'null'), logger);
  serve(contract, service.handlers, transport, { connection: 'parent' });
  await closed;
  await service[Symbol.asyncDispose]();
  process.exit(0);
}
