import type { AnswerFacts, Conversation, Message, PhotoRegion } from '../../../app/contract/assistant.ts';

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
  const text = message.text.replaceAll('\n', '  \n');
  if (answer === null) return [text];
  return [
    text,
    ...answer.regions.map(regionLine),
    '',
    `*${factsLine(answer)}*`,
    ...answer.notices.map((notice) => `\n> ${notice}`),
  ];
}

function regionLine({ photo, label, left, top, right, bottom }: PhotoRegion): string {
  const [x, y, width, height] = [left, top, right - left, bottom - top].map((share) => `${Math.round(share * 100)}%`);
  return `- [photo ${photo}] ${label}: ${width} × ${height} at ${x}, ${y}`;
}

function seen({ looks, resolution }: AnswerFacts): string | null {
  if (looks.length === 0) return resolution === null ? null : `${resolution.width} × ${resolution.height} px`;
  const each = looks.map(
    ({ width, height, tiles }) => `${width} × ${height} px${tiles === null ? '' : ` in ${tiles} tiles`}`,
  );
  return `saw ${[...new Set(each)].join(', ')}`;
}

function factsLine(answer: AnswerFacts): string {
  return [
    answer.tool,
    answer.model,
    answer.server === null ? null : `answered by your server at ${answer.server}`,
    seen(answer),
    answer.tokensPerSecond === null ? null : `${answer.tokensPerSecond.toFixed(1)} tokens/s`,
    `${answer.seconds.toFixed(1)} s`,
    answer.confidence === null ? null : `confidence ${answer.confidence.toFixed(2)} (${answer.confidenceKind})`,
    answer.stopped ? 'stopped' : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
