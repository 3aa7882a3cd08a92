import { z } from 'zod';

const decimal = z.string().regex(/^[1-9]\d{0,15}$/, 'Expected a positive whole number written in decimal digits');

/** A photo in the library: the decimal form of its row number, never reused. */
export const PhotoId = decimal.brand<'PhotoId'>();
export type PhotoId = z.output<typeof PhotoId>;

/** A folder (or single file) that the person added to the library. */
export const FolderId = decimal.brand<'FolderId'>();
export type FolderId = z.output<typeof FolderId>;

export const ConversationId = decimal.brand<'ConversationId'>();
export type ConversationId = z.output<typeof ConversationId>;

export const MessageId = decimal.brand<'MessageId'>();
export type MessageId = z.output<typeof MessageId>;

/** A background job of this run of the engine. */
export const JobId = z.string().min(1).max(40).brand<'JobId'>();
export type JobId = z.output<typeof JobId>;

/** A model of the registry, as `family/name`. */
export const ModelId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*\/[A-Za-z0-9._-]+$/)
  .brand<'ModelId'>();
export type ModelId = z.output<typeof ModelId>;
