import type { EngineHandlers } from '../../../app/contract/index.ts';
import type { LocalAskEvent, LocalAskInput } from '../../../app/contract/local.ts';
import type { WritableDb } from '../../store/database.ts';
import { answerQuestion, type AnswerTools } from './answer-question.ts';
import { askInConversation } from './ask-in-conversation.ts';
import type { ChatChoice } from './choose-lookers.ts';
import { createConversationHandlers } from './conversation-handlers.ts';
import { planAnswer, type AskedQuestion } from './plan-answer.ts';
import { recordAnswer } from './record-answer.ts';
import type { Subjects } from './subjects.ts';

export interface AssistantOptions {
  readonly db: WritableDb;
  readonly subjects: Subjects;
  readonly tools: AnswerTools;
  readonly chatChoice: ChatChoice;
  /** What the settings say. */
  sampling(): AskedQuestion['sampling'];
}

export interface Assistant {
  readonly handlers: EngineHandlers['assistant'];
  /** Answers about files, in the library or not, keeping nothing. */
  askAboutFiles(input: LocalAskInput, signal: AbortSignal): AsyncGenerator<LocalAskEvent>;
}

/** Questions about photos, and the conversations they make. */
export function createAssistant(options: AssistantOptions): Assistant {
  return {
    handlers: {
      ask: (input, { signal }) => askInConversation(input, options, signal),
      ...createConversationHandlers(options.db, options.tools.search),
    },
    askAboutFiles: (input, signal) => askAboutFiles(input, options, signal),
  };
}

async function* askAboutFiles(
  { paths, question, closer, modelId, ...how }: LocalAskInput,
  { subjects, chatChoice, tools, ...options }: AssistantOptions,
  signal: AbortSignal,
): AsyncGenerator<LocalAskEvent> {
  const usual = options.sampling();
  const sampling = { temperature: how.temperature ?? usual.temperature, seed: how.seed ?? usual.seed };
  const asked = { asked: question, subjects: paths.map(subjects.ofFile), earlier: [], past: [], closer };
  const sampled = how.temperature !== undefined || how.seed !== undefined;
  const planned = planAnswer({ ...asked, lookers: chatChoice.lookers(modelId), sampling, sampled }, tools);
  const { tool, toolReason, model } = planned.origin;
  yield { type: 'started', tool, toolReason, model };
  const record = recordAnswer(planned.origin);
  const { text, facts, cited } = yield* answerQuestion(planned, { tools, signal, record });
  yield { type: 'finished', text, facts, citedPaths: cited.map((number) => paths[number - 1]!) };
}
