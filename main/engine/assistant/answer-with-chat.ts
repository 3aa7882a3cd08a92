import type { AnswerEvent, Answering } from './answer.ts';
import { askChatModel, type ChatFinished, type ChatRequest, type ChatTools } from './ask-chat-model.ts';
import { canSeeMore } from './can-see-more.ts';
import { prepareTurns, type Asking } from './chat-turns.ts';
import { detailOf } from './choose-detail.ts';
import type { ChatModel } from './lookers.ts';
import { sayUnreadable, unreadableReason } from './unreadable.ts';

export interface ChatQuestion extends Pick<Asking, 'question' | 'about' | 'past'> {
  readonly model: ChatModel;
  readonly closer: boolean;
}

/** Has a chat model answer, with all the photos in one question and the turns before. */
export async function* answerWithChat(
  { model, closer, ...asked }: ChatQuestion,
  { tools, signal }: { tools: ChatTools; signal: AbortSignal },
): Answering {
  const { title, chat } = model.manifest;
  const prepared = yield* prepareTurns({ ...asked, title, maxPhotos: chat.maxPhotos }, signal);
  const { turns, about } = prepared;
  if (asked.about.length > 0 && about.length === 0) return yield* sayUnreadable();
  const detail = detailOf(asked.question, closer);
  const request = { model, task: { kind: 'chat' }, turns, detail, head: '' } as const;
  const finished = yield* askOrExplain(request, { tools, signal });
  if (finished === null) return yield* sayUnreadable();
  if (finished.stoppedBy === 'length')
    yield { type: 'notice', text: `The answer was cut at ${chat.maxNewTokens} tokens, the most that ${title} writes.` };
  return {
    cited: about.filter(({ key }) => finished.looks.has(key)).map(({ number }) => number),
    resolution: null,
    confidence: finished.tokenProbability === null ? null : Math.min(1, finished.tokenProbability),
    confidenceKind: finished.tokenProbability === null ? null : 'token_probability',
    canLookCloser: detail === 'gist' && (await canSeeMore(about, { looks: finished.looks, image: chat.image }, signal)),
    tokensPerSecond: finished.tokensPerSecond,
  };
}

/** null where no photo of the question can be read. */
async function* askOrExplain(
  request: ChatRequest,
  context: { tools: ChatTools; signal: AbortSignal },
): AsyncGenerator<AnswerEvent, ChatFinished | null> {
  try {
    return yield* askChatModel(request, context);
  } catch (error) {
    yield { type: 'notice', text: unreadableReason(error) };
    return null;
  }
}
