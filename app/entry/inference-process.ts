import { inferenceContract } from '../../main/inference/contract.ts';
import { openInferenceProcess } from '../../main/inference/open-inference-process.ts';
import { serveChild } from '../../main/platform/serve-child.ts';

await serveChild(inferenceContract, openInferenceProcess);
