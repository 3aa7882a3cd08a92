import { stat } from 'node:fs/promises';

/** Whether a picture is there: a loss of power may leave its name without its content. */
export const isWritten = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
