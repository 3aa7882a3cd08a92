import type { LogFields, Logger, LogLevel } from './logger.ts';

export interface LogRecord {
  readonly timeMs: number;
  readonly level: LogLevel;
  readonly name: string;
  readonly message: string;
  readonly fields: LogFields;
}

export type LogSink = (record: LogRecord) => void;

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** A logger that hands records of `level` and above to `sink`. */
export function createLogger({ sink, level, name = '' }: { sink: LogSink; level: LogLevel; name?: string }): Logger {
  const at =
    (own: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (order.indexOf(own) >= order.indexOf(level)) sink({ timeMs: Date.now(), level: own, name, message, fields });
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (inner) => createLogger({ sink, level, name: name === '' ? inner : `${name} ${inner}` }),
  };
}

/** A record as one line of text. */
export function formatRecord({ timeMs, level, name, message, fields }: LogRecord): string {
  const facts = Object.entries(fields).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const head = `${new Date(timeMs).toISOString()} ${level.padEnd(5)}${name === '' ? '' : ` [${name}]`}`;
  return [head, message, ...facts].join(' ');
}
