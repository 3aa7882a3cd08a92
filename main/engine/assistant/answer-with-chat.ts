import type { Answering } from './answer.ts';
import { nothingKnown } from './answer.ts';
import { askChatModel, type ChatTools } from './ask-chat-model.ts';
import { prepareTurns, type Asking } from './chat-turns.ts';
import { detailOf } from './choose-detail.ts';
import type { ChatModel } from './lookers.ts';
import { canSeeMore } from './can-see-more.ts';

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
  if (asked.about.length > 0 && about.length === 0) {
    yield { type: 'token', text: 'I cannot look at this: no photo can be read.' };
    return nothingKnown;
  }
  const detail = detailOf(asked.question, closer);
  const request = { model, task: { kind: 'chat' }, turns, detail, head: '' } as const;
  const finished = yield* askChatModel(request, { tools, signal });
  if (finished.stoppedBy === 'length')
    yield { type: 'notice', text: `The answer was cut at ${chat.maxNewTokens} tokens, the most that ${title} writes.` };
  return {
    cited: about.map(({ number }) => number),
    resolution: null,
    confidence: finished.tokenProbability === null ? null : Math.min(1, finished.tokenProbability),
    confidenceKind: finished.tokenProbability === null ? null : 'token_probability',
    canLookCloser: detail === 'gist' && (await canSeeMore(about, { looks: finished.looks, image: chat.image }, signal)),
    tokensPerSecond: finished.tokensPerSecond,
  };
}
