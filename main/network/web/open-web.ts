import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { WebFault } from './web-fault.ts';

/** `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in either case, as the environment has them. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

export interface WebOptions {
  readonly proxy: ProxyEnvironment;
  /** Silence after which a connection is given up. */
  readonly stallMs: number;
}

export interface WebRequest {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface WebAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The bytes; fails with a `WebFault`. Not read to its end, it has to be closed. */
  chunks(): AsyncGenerator<Buffer>;
  close(): void;
}

/** Connections to other machines, through the person's proxy where there is one. */
export interface Web extends Disposable {
  /** One request and its answer, whatever its status; redirections are the caller's. Rejects `WebFault`. */
  send(url: URL, request: WebRequest): Promise<WebAnswer>;
}

const userAgent = 'Afterimage';

export function openWeb({ proxy, stallMs }: WebOptions): Web {
  const pool = { keepAlive: true, proxyEnv: { ...proxy } };
  const plain = new http.Agent(pool);
  const secure = new https.Agent(pool);
  return {
    send: (url, { method = 'GET', headers = {}, signal }) =>
      new Promise((resolve, reject) => {
        const isSecure = url.protocol === 'https:';
        const options = {
          method,
          agent: isSecure ? secure : plain,
          headers: { 'user-agent': userAgent, 'accept-encoding': 'identity', ...headers },
          signal,
        };
        const request = (isSecure ? https : http).request(url, options);
        let answer: IncomingMessage | null = null;
        request.setTimeout(stallMs, () => {
          const message = `${url.host} sent nothing for ${Math.ceil(stallMs / 1000)} s.`;
          (answer ?? request).destroy(new WebFault('stalled', message));
        });
        request.on('error', (error) => reject(toFault(error, url, signal)));
        request.once('response', (response) => {
          answer = response;
          resolve(toAnswer(response, url, signal));
        });
        request.end();
      }),
    [Symbol.dispose]() {
      plain.destroy();
      secure.destroy();
    },
  };
}

function toAnswer(response: IncomingMessage, url: URL, signal: AbortSignal): WebAnswer {
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    async *chunks() {
      try {
        for await (const chunk of response) yield chunk as Buffer;
      } catch (error) {
        throw toFault(error, url, signal);
      }
      if (!response.complete) throw new WebFault('cut', `The connection to ${url.host} broke off.`);
    },
    close: () => void response.on('error', () => undefined).destroy(),
  };
}

function toFault(error: unknown, { host }: URL, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof WebFault) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return new WebFault('cut', `The connection to ${host} broke off.`, { cause: error });
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|SIGNATURE/.test(code)) {
    const advice = 'Look at the date of this machine, its proxy and the address in the settings';
    return new WebFault('refused', `${host} could not prove who it is (${code}). ${advice}.`, { cause: error });
  }
  const reason = code === '' ? message : code;
  const text = `${host} cannot be reached (${reason}). Look at the connection, the proxy and the address in the settings.`;
  return new WebFault('unreachable', text, { cause: error });
}
