import { createLogger } from '../create-logger.ts';
import type { Logger } from '../logger.ts';

/** A logger for tests; nothing it is told goes anywhere. */
export const silentLogger: Logger = createLogger({ level: 'error', sink: () => undefined });
