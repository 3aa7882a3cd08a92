import { sql as library } from './0001-library.ts';
import { sql as photoBySize } from './0002-photo-by-size.ts';
import { sql as measurement } from './0003-measurement.ts';
import { sql as sidecarTime } from './0004-sidecar-time.ts';

/** Forward only; the number of steps taken is the database's `user_version`. */
export const migrations: readonly string[] = [library, photoBySize, measurement, sidecarTime];
