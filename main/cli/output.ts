import type { z } from 'zod';
import { toErrorShape, toAppError, type ErrorCode } from '../../app/contract/errors.ts';

/** Where a command says what it found: lines for people, or one JSON object a line. */
export interface Output {
  readonly json: boolean;
  /** A line of the result for people. */
  text(line: string): void;
  /** A line of the result for programs, checked against its schema. */
  object<S extends z.ZodType>(schema: S, value: z.input<S>): void;
  /** Where it stands, redrawn in place on a terminal and left out elsewhere. */
  status(line: string): void;
  error(error: unknown): void;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const clearLine = '\r\u001B[2K';

/** @param streams standard output and error. */
export function createOutput(json: boolean, streams: { stdout: Stream; stderr: Stream }): Output {
  const { stdout, stderr } = streams;
  const terminal = !json && stderr.isTTY === true;
  let drawn = false;
  const clear = (): void => {
    if (drawn) stderr.write(clearLine);
    drawn = false;
  };
  return {
    json,
    text(line) {
      clear();
      if (!json) stdout.write(`${line}\n`);
    },
    object(schema, value) {
      if (json) stdout.write(`${JSON.stringify(schema.parse(value))}\n`);
    },
    status(line) {
      if (!terminal) return;
      stderr.write(clearLine + line.slice(0, (stderr.columns ?? 80) - 1));
      drawn = line !== '';
    },
    error(error) {
      clear();
      const { code, message } = toErrorShape(error);
      stderr.write(json ? `${JSON.stringify({ type: 'error', code, message })}\n` : `afterimage: ${message}\n`);
    },
  };
}

const mistakes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'invalid_input',
  'not_found',
  'conflict',
  'unauthorized',
  'access_denied',
  'model_missing',
  'model_incompatible',
  'storage_full',
  'permission_denied',
  'store_in_use',
  'store_too_new',
  'store_readonly',
  'volume_gone',
  'unsupported_format',
  'decode_failed',
  'decode_timeout',
  'too_large',
  'cloud_placeholder',
]);

/** 1 for what the person can mend, 2 for a fault. */
export function exitCodeOf(error: unknown): 1 | 2 {
  return mistakes.has(toAppError(error).code) ? 1 : 2;
}
