import { AppError, type ErrorCode } from '../../../app/contract/errors.ts';

export type WebFaultKind =
  /** No connection: name, route, refusal, certificate. */
  | 'unreachable'
  /** The connection went dead before the end. */
  | 'cut'
  | 'stalled'
  | 'redirects'
  /** A page in place of a file: a sign-in of the network, a mirror's error page. */
  | 'html'
  /** Another size or version than was asked for. */
  | 'changed'
  | 'expired'
  | 'denied'
  | 'missing'
  | 'beyond_end'
  | 'busy'
  | 'broken'
  | 'refused';

interface Meaning {
  readonly code: ErrorCode;
  /** True where the same request may succeed a moment later. */
  readonly passing: boolean;
}

const meanings: Readonly<Record<WebFaultKind, Meaning>> = {
  unreachable: { code: 'network_failed', passing: true },
  cut: { code: 'network_failed', passing: true },
  stalled: { code: 'network_failed', passing: true },
  redirects: { code: 'network_failed', passing: true },
  html: { code: 'network_failed', passing: true },
  changed: { code: 'network_failed', passing: true },
  expired: { code: 'network_failed', passing: true },
  beyond_end: { code: 'network_failed', passing: true },
  busy: { code: 'network_failed', passing: true },
  broken: { code: 'network_failed', passing: true },
  denied: { code: 'access_denied', passing: false },
  missing: { code: 'not_found', passing: false },
  refused: { code: 'network_failed', passing: false },
};

/** What can go wrong between a request and the last byte of its answer. */
export class WebFault extends Error {
  override readonly name = 'WebFault';
  readonly kind: WebFaultKind;
  /** How long the server asks to wait; null where it does not say. */
  readonly retryAfterMs: number | null;

  constructor(kind: WebFaultKind, message: string, options: { retryAfterMs?: number | null; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  get passing(): boolean {
    return meanings[this.kind].passing;
  }
}

/** For the person: the fault's code of the error table. Other errors stay as they are. */
export function toPersonsError(error: unknown): unknown {
  if (!(error instanceof WebFault)) return error;
  return new AppError(meanings[error.kind].code, error.message, { cause: error });
}
