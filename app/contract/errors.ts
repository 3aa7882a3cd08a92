/** What a caller may do about an error, and what it concerns. */
interface ErrorKind {
  /** True where the same call may succeed later without any change by the person. */
  readonly retryable: boolean;
  readonly scope: 'call' | 'app' | 'model' | 'photo' | 'folder';
}

const kind = (retryable: boolean, scope: ErrorKind['scope']): ErrorKind => ({ retryable, scope });

/** The closed table of everything that can go wrong. See docs/decisions/0003-errors.md. */
export const errorKinds = {
  invalid_input: kind(false, 'call'),
  not_found: kind(false, 'call'),
  conflict: kind(false, 'call'),
  cancelled: kind(false, 'call'),
  unauthorized: kind(false, 'call'),
  protocol_mismatch: kind(false, 'call'),

  unavailable: kind(true, 'app'),
  engine_failed: kind(false, 'app'),

  model_missing: kind(false, 'model'),
  network_failed: kind(true, 'model'),
  access_denied: kind(false, 'model'),
  model_corrupt: kind(false, 'model'),
  model_incompatible: kind(false, 'model'),
  inference_failed: kind(false, 'model'),
  out_of_memory: kind(true, 'model'),

  server_unreachable: kind(true, 'call'),
  server_refused: kind(false, 'call'),
  server_model_missing: kind(false, 'call'),
  server_busy: kind(true, 'call'),
  server_takes_no_photos: kind(false, 'call'),
  server_incompatible: kind(false, 'call'),
  server_failed: kind(true, 'call'),

  unsupported_format: kind(false, 'photo'),
  decode_failed: kind(false, 'photo'),
  decode_timeout: kind(false, 'photo'),
  too_large: kind(false, 'photo'),
  cloud_placeholder: kind(false, 'photo'),

  io_failed: kind(true, 'folder'),
  permission_denied: kind(true, 'folder'),
  storage_full: kind(true, 'folder'),
  volume_gone: kind(true, 'folder'),

  store_corrupt: kind(false, 'app'),
  store_too_new: kind(false, 'app'),
  store_readonly: kind(false, 'app'),
  store_in_use: kind(false, 'app'),

  internal: kind(false, 'call'),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

/** Structured facts about an error: JSON-safe, shown to the person where they help. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** An error as it crosses a process boundary. */
export interface ErrorShape {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: ErrorDetails;
}

/** The one error class of the product: a `code` for programs, a `message` for logs and the command line. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }

  /** True where the same call may succeed later without any change by the person. */
  get retryable(): boolean {
    return errorKinds[this.code].retryable;
  }
}

/** True for an abort, whether it came from an AbortSignal or crossed a boundary as `cancelled`. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AppError ? error.code === 'cancelled' : error instanceof Error && error.name === 'AbortError';
}

/** Any thrown value as an AppError: unchanged if it is one, `cancelled` for aborts, else `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isCancelled(error)) return new AppError('cancelled', 'The call was cancelled.', { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('internal', message, { cause: error });
}

/** The part of an error that may cross to another process. */
export function toErrorShape(error: unknown): ErrorShape {
  const { code, message, details } = toAppError(error);
  return Object.keys(details).length > 0 ? { code, message, details } : { code, message };
}

/** The error that `toErrorShape` described, on the other side. */
export function fromErrorShape(shape: ErrorShape): AppError {
  const code = shape.code in errorKinds ? shape.code : 'internal';
  return new AppError(code, shape.message, shape.details === undefined ? {} : { details: shape.details });
}
