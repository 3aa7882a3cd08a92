import { z } from 'zod';
import { notCompatible } from './not-compatible.ts';
import { openDeadline } from './open-deadline.ts';
import { sendRequest, toServerError, type ServerAccess } from './send-request.ts';

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });
const silenceMs = 15_000;

/** The models that a server offers, by their names there; no photo and no question is sent. Rejects the `server_*` codes. */
export async function listServerModels(access: ServerAccess, signal: AbortSignal): Promise<string[]> {
  using deadline = openDeadline(signal);
  deadline.allow(silenceMs);
  const response = await sendRequest(access, { path: '/models' }, deadline);
  const { address } = access;
  const text = await response.text().catch((error: unknown) => {
    throw toServerError(error, { deadline, address });
  });
  try {
    return ModelList.parse(JSON.parse(text)).data.map(({ id }) => id);
  } catch (cause) {
    throw notCompatible(address, cause);
  }
}
