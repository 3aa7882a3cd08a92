/** @file What a stand-in for a utility process starts with: `process.parentPort`, then the script. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

interface Parcel {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}

const link = parentPort!;
Object.defineProperty(process, 'parentPort', {
  value: {
    postMessage: (message: unknown) => link.postMessage(message),
    on: (_type: 'message', listener: (parcel: Parcel) => void) => link.on('message', listener),
  },
});

await import((workerData as { script: string }).script);
