/** @file A child process that serves the conformance contract, for the suite's child-process transport. */
import { conformanceContract, conformanceHandlers } from './conformance-contract.ts';
import { serve } from './server.ts';
import { parentProcessTransport } from './transports/child-process.ts';

const transport = parentProcessTransport();
transport.onClose(() => process.exit(0));
serve(conformanceContract, conformanceHandlers(), transport, { connection: 'conformance' });
