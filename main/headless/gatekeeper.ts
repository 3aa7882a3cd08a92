import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../app/contract/errors.ts';

/** Decides who may talk to this host: the browser that brought the token of the printed address. */
export interface Gatekeeper {
  readonly token: string;
  /** False for a name that is not this machine's, as in DNS rebinding. */
  isOurHost(request: IncomingMessage): boolean;
  /** True where the page that asks is our own, or no page asks. */
  isOurOrigin(request: IncomingMessage): boolean;
  hasSession(request: IncomingMessage): boolean;
  /** The Set-Cookie value in exchange for the token. Throws `unauthorized`. */
  admit(token: string): string;
}

const secretBytes = 32;

/** @param port a getter, for it is known only once the host listens. */
export function createGatekeeper(port: () => number): Gatekeeper {
  const token = randomBytes(secretBytes).toString('base64url');
  const session = randomBytes(secretBytes).toString('base64url');
  // Cookies do not know ports: each instance has a name of its own.
  const cookie = `afterimage_${randomBytes(4).toString('hex')}`;
  const ourHosts = (): string[] => ['127.0.0.1', 'localhost'].map((name) => `${name}:${port()}`);
  return {
    token,
    isOurHost: ({ headers }) => ourHosts().includes(headers.host ?? ''),
    isOurOrigin: ({ headers }) =>
      headers.origin === undefined || ourHosts().some((host) => headers.origin === `http://${host}`),
    hasSession: ({ headers }) => isSame(cookieOf(headers.cookie ?? '', cookie), session),
    admit(offered) {
      if (isSame(offered, token)) return `${cookie}=${session}; HttpOnly; SameSite=Strict; Path=/`;
      const message = 'This address was for an earlier start. Open the one that Afterimage printed last.';
      throw new AppError('unauthorized', message);
    },
  };
}

function cookieOf(header: string, name: string): string {
  const pair = header.split('; ').find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) ?? '';
}

/** Compares digests, so that neither length nor content shows in the time it takes. */
function isSame(offered: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(offered), digest(secret));
}
