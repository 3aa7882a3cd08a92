import type { Conversation, Message } from '../../../app/contract/assistant.ts';

/** A conversation as Markdown, with the tool, model, resolution and confidence of each answer. */
export function toMarkdown(
  conversation: Conversation,
  messages: readonly Message[],
  nameOf: (photoId: string) => string,
): string {
  const head = [`# ${conversation.title}`, '', `*${new Date(conversation.createdMs).toISOString().slice(0, 16)} UTC*`];
  return [...head, ...messages.flatMap((message) => ['', ...toLines(message, nameOf)]), ''].join('\n');
}

function toLines(message: Message, nameOf: (photoId: string) => string): string[] {
  if (message.role === 'user') {
    const photos = message.photoIds.map((photoId, at) => `${at + 1}. ${nameOf(photoId)}`);
    return [`## ${message.text}`, ...(photos.length === 0 ? [] : ['', ...photos])];
  }
  if (message.failure !== null) return [`> The answer failed: ${message.failure.message}`];
  const { answer } = message;
  const line =
    answer === null ? [] : ['', `*${factsLine(answer)}*`, ...answer.notices.map((notice) => `\n> ${notice}`)];
  return [message.text.replaceAll('\n', '  \n'), ...line];
}

function factsLine(answer: NonNullable<Message['answer']>): string {
  return [
    answer.tool,
    answer.model,
    answer.resolution === null ? null : `${answer.resolution.width} × ${answer.resolution.height} px`,
    `${answer.seconds.toFixed(1)} s`,
    answer.confidence === null ? null : `confidence ${answer.confidence.toFixed(2)} (${answer.confidenceKind})`,
    answer.stopped ? 'stopped' : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
