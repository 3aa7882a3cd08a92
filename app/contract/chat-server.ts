import { z } from 'zod';
import { call } from './define.ts';

/** The key of the person's server, as far as anyone may know it. */
export const ServerKey = z.object({
  /** True where there is one for the address in the settings. */
  present: z.boolean(),
  keptIn: z.enum(['keychain', 'file', 'environment']),
  /** Where exactly, and who can read it there, in one sentence. */
  detail: z.string(),
});
export type ServerKey = z.output<typeof ServerKey>;

/** A server of the person's own (`settings.server`), which answers in place of the chat model once they turn it on. */
export const chatServer = {
  key: call(z.object({}), ServerKey),
  /**
   * Keeps the key for the address in the settings, and for no other; null forgets it.
   * Rejects `conflict` where it comes from the environment, `io_failed`.
   */
  setKey: call(z.object({ key: z.string().trim().min(1).max(4000).nullable() }), ServerKey),
  /** Asks the address in the settings which models it has; no photo and no question is sent. Rejects the `server_*` codes. */
  models: call(z.object({}), z.object({ models: z.array(z.string()) })),
};
