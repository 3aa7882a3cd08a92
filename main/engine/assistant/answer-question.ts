import { AppError } from '../../../app/contract/errors.ts';
import { nothingKnown, type AnswerEvent, type Answering } from './answer.ts';
import { answerByComparison } from './answer-by-comparison.ts';
import { answerFromFacts, answerRanking } from './answer-from-facts.ts';
import { answerWithChat } from './answer-with-chat.ts';
import { answerWithDecoder } from './answer-with-decoder.ts';
import { answerWithServer, type ServerTools } from './answer-with-server.ts';
import { answerWithSpecialist, type SpecialTask } from './answer-with-specialist.ts';
import { concludeTogether, type EachAnswer } from './conclude-together.ts';
import type { ChatTools } from './ask-chat-model.ts';
import type { AnswerPlan, KnownModels } from './plan-answer.ts';
import type { Answered, AnswerRecord } from './record-answer.ts';
import type { DecoderRoute } from './route.ts';

export interface AnswerTools extends KnownModels, Omit<ChatTools, 'sampling'>, Omit<ServerTools, 'sampling'> {}

/** Answers as planned. Stopping is an abort of `signal`: the generator then throws. */
export async function* answerQuestion(
  plan: AnswerPlan,
  { tools, signal, record }: { tools: AnswerTools; signal: AbortSignal; record: AnswerRecord },
): AsyncGenerator<AnswerEvent, Answered> {
  for (const text of plan.notices) yield record.add({ type: 'notice', text });
  const answering = answerWith(plan, tools, signal);
  for (;;) {
    const step = await answering.next();
    if (step.done === true) return record.finish(step.value);
    yield record.add(step.value);
  }
}

function answerWith(plan: AnswerPlan, tools: AnswerTools, signal: AbortSignal): Answering {
  const { route, about } = plan;
  if (route.tool === 'none') return say(route.answer);
  if (route.tool === 'facts')
    return 'ranking' in route
      ? answerRanking(about, route.ranking, signal)
      : answerFromFacts(about, route.topics, signal);
  if (route.tool === 'compare')
    return answerByComparison(about, { comparison: route.comparison, search: tools.search(), signal });
  return answerByLooking(plan, tools, signal);
}

function answerByLooking(plan: AnswerPlan, tools: AnswerTools, signal: AbortSignal): Answering {
  const { route, question, about, past, closer, answerer, sampling } = plan;
  const chatTools = { ...tools, sampling };
  if (answerer?.kind === 'server')
    return answerWithServer({ question, about, past, server: answerer.server }, { tools: chatTools, signal });
  if (answerer !== null && route.tool === 'chat')
    return answerWithChat({ question, about, past, closer, model: answerer.model }, { tools: chatTools, signal });
  if (route.tool !== 'decoder') throw new AppError('internal', `Expected somebody who looks for ${route.tool}.`);
  if (answerer !== null) {
    const looking = { model: answerer.model, task: taskOf(route), closer, tools: chatTools, signal };
    return answerWithSpecialist(about, looking);
  }
  const { config, manifest, problem } = tools.model;
  if (config === null) throw new AppError('model_missing', `${manifest.title} is not usable: ${problem}`);
  const decoderTools = { modelId: manifest.id, config, generate: tools.generate, search: tools.search };
  const looking = { tools: decoderTools, signal };
  if (route.task === 'each') {
    const conclude = (answers: readonly EachAnswer[]): string => concludeTogether(route.together, answers);
    return answerWithDecoder(about, { ...looking, questions: [route.question], conclude });
  }
  if (route.task !== 'answer') return answerWithDecoder(about, { ...looking, questions: null });
  const { questions, notice } = route;
  return answerWithDecoder(about, { ...looking, questions, labelled: notice !== null });
}

function taskOf(route: DecoderRoute): SpecialTask {
  if (route.task === 'caption') return { kind: 'caption', length: route.length };
  if (route.task === 'ground') return { kind: 'ground', phrase: route.phrase };
  return { kind: route.task === 'read' ? 'read' : 'detect' };
}

async function* say(text: string): Answering {
  yield { type: 'token', text };
  return nothingKnown;
}
