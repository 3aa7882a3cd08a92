import { open } from 'node:fs/promises';

export interface FileStream {
  readonly sizeBytes: number;
  /** Reads as it is asked; ending it early closes the file. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

const chunkBytes = 256 * 1024;

/** Opens a file for an answer. Rejects with the errors of the file system. */
export async function openFileStream(path: string): Promise<FileStream> {
  const file = await open(path);
  const { size } = await file.stat();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { bytesRead, buffer } = await file.read(new Uint8Array(chunkBytes));
          if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
          await file.close();
          controller.close();
        } catch (error) {
          await file.close();
          throw error;
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  );
  return { sizeBytes: size, body };
}
