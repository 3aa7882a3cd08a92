import { AppError } from '../../app/contract/errors.ts';

const unauthorizedCodes = new Set([1008, 4401, 4403]);

/** Exchanges the one-time token of the address for a cookie, and takes it out of the address. */
export async function redeemToken(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return;
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch((cause: unknown) => {
    throw new AppError('unavailable', 'The host does not answer.', { cause });
  });
  if (response.ok) return;
  const refused = response.status >= 400 && response.status < 500;
  throw new AppError(refused ? 'unauthorized' : 'unavailable', `The host answered ${response.status}.`);
}

/** An open socket to the host's engine; `unauthorized` where the host is there but refuses us. */
export function openSocket(): Promise<WebSocket> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/rpc`);
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socket), { once: true });
    socket.addEventListener(
      'close',
      (event) => {
        void refusal(event.code).then(reject);
      },
      { once: true },
    );
  });
}

/** A browser does not say why a socket was refused; a host that serves its page refused us on purpose. */
async function refusal(code: number): Promise<AppError> {
  const refused = unauthorizedCodes.has(code) || (await hostAnswers());
  if (refused) return new AppError('unauthorized', 'The host refused the connection.');
  return new AppError('unavailable', 'The host does not answer.');
}

async function hostAnswers(): Promise<boolean> {
  const response = await fetch('./', { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  return response !== null;
}
