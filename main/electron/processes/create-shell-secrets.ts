import { fromErrorShape } from '../../../app/contract/errors.ts';
import { SecretPlace, type SecretStore } from '../../platform/secret-store.ts';
import { refusalOf, type SecretOrder, type ToEngine, type ToShell } from './shell-protocol.ts';

export type SecretNews = Extract<ToEngine, { readonly type: 'secret' }>;

/** The engine's way to the system's keychain: it asks main, which alone may use it. */
export interface ShellSecrets {
  readonly store: SecretStore;
  /** Takes what main answers. */
  receive(message: SecretNews): void;
}

/** @param post tells main. */
export function createShellSecrets(post: (message: ToShell) => void): ShellSecrets {
  const waiting = new Map<number, PromiseWithResolvers<SecretNews>>();
  let lastId = 0;

  async function ask(order: SecretOrder): Promise<SecretNews> {
    const request = ++lastId;
    const answer = Promise.withResolvers<SecretNews>();
    waiting.set(request, answer);
    post({ type: 'secret', request, order });
    const news = await answer.promise;
    if (news.error !== null) throw fromErrorShape(news.error);
    return news;
  }

  return {
    store: {
      where: async () => SecretPlace.parse((await ask({ do: 'where' })).place),
      read: async (name) => (await ask({ do: 'read', name })).secret,
      write: async (name, secret) => void (await ask({ do: 'write', name, secret })),
    },
    receive(message) {
      waiting.get(message.request)?.resolve(message);
      waiting.delete(message.request);
    },
  };
}

/** Main's side: does what the engine asks, and answers once. */
export async function answerSecretOrder(store: SecretStore, order: SecretOrder): Promise<Omit<SecretNews, 'request'>> {
  const base = { type: 'secret', place: null, secret: null, error: null } as const;
  try {
    if (order.do === 'where') return { ...base, place: await store.where() };
    if (order.do === 'read') return { ...base, secret: await store.read(order.name) };
    await store.write(order.name, order.secret);
    return base;
  } catch (error) {
    return { ...base, error: refusalOf(error) };
  }
}
