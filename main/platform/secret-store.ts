import { z } from 'zod';

/** Where secrets are kept, and who can read them there: said to the person as it is. */
export const SecretPlace = z.object({
  keptIn: z.enum(['keychain', 'file', 'environment']),
  /** In one sentence. */
  detail: z.string(),
});
export type SecretPlace = z.output<typeof SecretPlace>;

/** Names that secrets may have. */
export const SecretName = z.enum(['chat-server']);
export type SecretName = z.output<typeof SecretName>;

/** Keys and passwords: never in the library's database, in a log or in anything that is exported. */
export interface SecretStore {
  where(): Promise<SecretPlace>;
  /** null where there is none, or none that can be read any more. */
  read(name: SecretName): Promise<string | null>;
  /** null forgets it. Rejects `conflict` where it cannot be changed from here, `io_failed` where it cannot be kept. */
  write(name: SecretName, secret: string | null): Promise<void>;
}
