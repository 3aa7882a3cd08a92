import { mediaContract } from '../../main/media/contract.ts';
import { openMediaProcess } from '../../main/media/open-media-process.ts';
import { serveChild } from '../../main/platform/serve-child.ts';

await serveChild(mediaContract, openMediaProcess);
