import { z } from 'zod';
import { maximumPhotos } from '../../app/contract/assistant.ts';
import { ConversationId, ModelId, PhotoId } from '../../app/contract/ids.ts';
import { ModelUse } from '../../app/contract/models.ts';

/** What the page remembers from one visit to the next. */
const schemas = {
  chat: z.object({
    open: z.boolean(),
    width: z.number().min(320).max(720),
    conversationId: ConversationId.nullable(),
    photoIds: z.array(PhotoId).max(maximumPhotos),
  }),
  railCollapsed: z.boolean(),
  suggestionPutOff: z.boolean(),
  /** Models that were installed in order to be used at once. */
  useWhenInstalled: z.array(z.object({ use: ModelUse, modelId: ModelId })),
};

type Key = keyof typeof schemas;
type Value<K extends Key> = z.output<(typeof schemas)[K]>;

/** The remembered value, or null where there is none that still makes sense. */
export function recall<K extends Key>(key: K): Value<K> | null {
  try {
    const parsed = schemas[key].safeParse(JSON.parse(localStorage.getItem(`afterimage.${key}`) ?? 'null'));
    return parsed.success ? (parsed.data as Value<K>) : null;
  } catch {
    return null;
  }
}

/** Remembers a value; a browser that keeps nothing simply forgets it. */
export function remember<K extends Key>(key: K, value: Value<K>): void {
  try {
    localStorage.setItem(`afterimage.${key}`, JSON.stringify(value));
  } catch (error) {
    console.debug('The page could not remember a setting.', error);
  }
}
