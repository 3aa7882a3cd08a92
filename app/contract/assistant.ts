import { z } from 'zod';
import { call, stream } from './define.ts';
import { ConversationId, MessageId, PhotoId } from './ids.ts';
import { PhotoSummary } from './photo.ts';

/**
 * The cheapest tool that suffices for a question: what files record, embeddings, a model that looks at one photo at a time,
 * a chat model that takes several photos and the turns before, or none.
 */
export const toolNames = ['facts', 'compare', 'decoder', 'chat', 'none'] as const;
export const ToolName = z.enum(toolNames);
export type ToolName = z.output<typeof ToolName>;

export const Resolution = z.object({ width: z.number().int(), height: z.number().int() });

/** What a chat model looked at of one photo. */
export const Look = z.object({
  photoId: PhotoId.nullable(),
  width: z.number().int(),
  height: z.number().int(),
  /** null for models that take patches of the photo's own size. */
  tiles: z.number().int().nullable(),
  tokens: z.number().int().nullable(),
});
export type Look = z.output<typeof Look>;

/** A labelled box, in shares of the photo's width and height from its upper left corner. */
export const PhotoRegion = z.object({
  /** Counts from 1 in the message's `photoIds`. */
  photo: z.number().int().min(1),
  label: z.string(),
  left: z.number(),
  top: z.number(),
  right: z.number(),
  bottom: z.number(),
});
export type PhotoRegion = z.output<typeof PhotoRegion>;

/** What would be sent to a server that the person has not agreed to yet. */
export const ConsentRequest = z.object({
  address: z.string(),
  photos: z.array(
    z.object({
      /** null for a file outside the library. */
      photoId: PhotoId.nullable(),
      name: z.string(),
      /** As it would be sent, in pixels; null where the file cannot be read. */
      size: Resolution.nullable(),
    }),
  ),
  /** Questions and answers of this conversation that would go along. */
  earlierTurns: z.number().int(),
});
export type ConsentRequest = z.output<typeof ConsentRequest>;

/** How an answer came about. */
export const AnswerFacts = z.object({
  tool: ToolName,
  /** Why the router chose it, in one short sentence. */
  toolReason: z.string(),
  /** Model id, or null where no model was needed. */
  model: z.string().nullable(),
  /** The photos the answer rests on. */
  citedPhotoIds: z.array(PhotoId),
  /** What the model saw of each photo; null where it looked at none. */
  resolution: Resolution.nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  /** What `confidence` means; null where nothing is known. */
  confidenceKind: z
    .enum(['exact', 'calibrated_similarity', 'token_probability', 'presence', 'caption_match'])
    .nullable(),
  seconds: z.number(),
  firstTokenSeconds: z.number().nullable(),
  /** True where the person stopped it. */
  stopped: z.boolean(),
  /** Things to know about this answer: a caption replaced by an object list, an unreadable photo, turns dropped. */
  notices: z.array(z.string()),
  /** Of each photo, what the model saw; empty where it looked at none or always sees the same (`resolution`). */
  looks: z.array(Look).default([]),
  /** True where the same question may be answered again with more pixels. */
  canLookCloser: z.boolean().default(false),
  /** What the model pointed at. */
  regions: z.array(PhotoRegion).default([]),
  tokensPerSecond: z.number().nullable().default(null),
  /** The address of the person's own server that answered; null where nothing left this machine. */
  server: z.string().nullable().default(null),
  /** Set in place of an answer where the person has to agree first; nothing was sent. */
  consent: ConsentRequest.nullable().default(null),
});
export type AnswerFacts = z.output<typeof AnswerFacts>;

export const Message = z.object({
  messageId: MessageId,
  role: z.enum(['user', 'assistant']),
  /** Assistant text may name photos as `[photo N]`, N counting from 1 in `photoIds`. */
  text: z.string(),
  /** The photos in the conversation at that moment, in order. */
  photoIds: z.array(PhotoId),
  createdMs: z.number(),
  answer: AnswerFacts.nullable(),
  /** Set where the answer failed: error code and message. */
  failure: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }).nullable(),
});
export type Message = z.output<typeof Message>;

export const Conversation = z.object({
  conversationId: ConversationId,
  title: z.string(),
  createdMs: z.number(),
  updatedMs: z.number(),
  messageCount: z.number().int(),
  photoIds: z.array(PhotoId),
});
export type Conversation = z.output<typeof Conversation>;

export const maximumPhotos = 12;

export const AskInput = z.object({
  /** Absent starts a new conversation. */
  conversationId: ConversationId.optional(),
  photoIds: z.array(PhotoId).max(maximumPhotos),
  question: z.string().trim().min(1).max(2000),
  /** Look with as many pixels as the model takes. */
  closer: z.boolean().default(false),
});
export type AskInput = z.output<typeof AskInput>;

export const AskEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('started'),
    conversationId: ConversationId,
    question: Message,
    /** Of the answer that will be stored. */
    messageId: MessageId,
    tool: ToolName,
    toolReason: z.string(),
    model: z.string().nullable(),
  }),
  z.object({ type: z.literal('notice'), text: z.string() }),
  /** What the model looks at, before its first word. */
  z.object({ type: z.literal('looking'), looks: z.array(Look) }),
  /** Text to append. */
  z.object({ type: z.literal('token'), text: z.string() }),
  /** Replaces all text so far (a caption that did not fit the photo). */
  z.object({ type: z.literal('replaced'), text: z.string(), reason: z.string() }),
  z.object({ type: z.literal('finished'), answer: Message }),
]);
export type AskEvent = z.output<typeof AskEvent>;

export const assistant = {
  /**
   * Answers a question about photos. Cancelling keeps what was said so far, marked as stopped.
   * A failure inside the answer is stored in the conversation and arrives as `finished` with `failure` set.
   */
  ask: stream(AskInput, AskEvent),
  conversations: call(z.object({}), z.object({ conversations: z.array(Conversation) })),
  conversation: call(
    z.object({ conversationId: ConversationId }),
    z.object({ conversation: Conversation, messages: z.array(Message), photos: z.array(PhotoSummary) }),
  ),
  rename: call(z.object({ conversationId: ConversationId, title: z.string().trim().min(1).max(200) }), Conversation),
  remove: call(z.object({ conversationId: ConversationId }), z.object({})),
  /** The conversation as Markdown. */
  exportMarkdown: call(
    z.object({ conversationId: ConversationId }),
    z.object({ fileName: z.string(), markdown: z.string() }),
  ),
  /** Questions that make sense for these photos. */
  suggestQuestions: call(
    z.object({ photoIds: z.array(PhotoId).max(maximumPhotos) }),
    z.object({ questions: z.array(z.string()) }),
  ),
};
