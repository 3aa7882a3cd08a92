import type { z } from 'zod';
import { WebFault } from '../web/web-fault.ts';

/** A JSON answer of the hub. @throws WebFault `html` for anything else. */
export function parseAnswer<S extends z.ZodType>(text: string, schema: S, host: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const message = `${host} answers, but not as a model hub does. Look at the address in the settings.`;
    throw new WebFault('html', message, { cause });
  }
}
