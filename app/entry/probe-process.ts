import { openProbeProcess } from '../../main/inference/devices/open-probe-process.ts';
import { probeContract } from '../../main/inference/devices/probe-contract.ts';
import { serveChild } from '../../main/platform/serve-child.ts';

await serveChild(probeContract, openProbeProcess);
