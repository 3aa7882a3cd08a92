import { AppError } from '../../../app/contract/errors.ts';
import type { AnswerFacts } from '../../../app/contract/assistant.ts';
import type { InferenceClient } from '../../inference/contract.ts';
import type { InstalledModel } from '../../inference/installed-models.ts';
import type { ActiveSearchModel } from '../models/search-model.ts';
import type { AnswerEvent, Answering, AnswerOutcome } from './answer.ts';
import { answerByComparison } from './answer-by-comparison.ts';
import { answerFromFacts, answerRanking } from './answer-from-facts.ts';
import { answerWithDecoder } from './answer-with-decoder.ts';
import { resolveQuestion, type EarlierTurn } from './resolve-question.ts';
import { routeQuestion, type Route } from './route-question.ts';
import type { NumberedSubject, Subject } from './subject.ts';

export interface AnswerTools {
  readonly model: InstalledModel;
  generate(): InferenceClient;
  /** Compares photos and checks captions. */
  readonly search: ActiveSearchModel;
}

/** What will be done about a question. */
export interface AnswerPlan {
  readonly route: Route;
  readonly question: string;
  readonly about: readonly NumberedSubject[];
  readonly notice: string | null;
  /** Model id, or null where no model is needed. */
  readonly model: string | null;
}

/** What an answer came to. */
export interface Answered {
  readonly text: string;
  readonly cited: readonly number[];
  readonly facts: Omit<AnswerFacts, 'citedPhotoIds'>;
}

/** Chooses the tool for a question about these photos, in the light of the turns before. */
export function planAnswer(
  asked: string,
  {
    subjects,
    earlier,
    tools,
  }: { subjects: readonly Subject[]; earlier: readonly EarlierTurn[]; tools: Pick<AnswerTools, 'model' | 'search'> },
): AnswerPlan {
  const { question, about, notice } = resolveQuestion(asked, subjects.length, earlier);
  const route = doubt(asked, earlier) ?? nothingNamed(subjects, about) ?? routeQuestion(question, about.length);
  return {
    route,
    question,
    about: about.map((position) => ({ number: position + 1, subject: subjects[position]! })),
    notice,
    model: modelOf(route, tools),
  };
}

function modelOf({ tool }: Route, { model, search }: Pick<AnswerTools, 'model' | 'search'>): string | null {
  if (tool === 'compare') return search().model.manifest.id;
  return tool === 'decoder' ? model.manifest.id : null;
}

function doubt(asked: string, earlier: readonly EarlierTurn[]): Route | null {
  const last = earlier.at(-1);
  if (
    last === undefined ||
    !/^(are you )?(really )?(sure|certain)\b|^how (sure|certain)\b|^really\?*$/i.test(asked.trim())
  )
    return null;
  const words = last.confidence?.words ?? 'That answer came without a measure of confidence.';
  return { tool: 'none', reason: 'This asks about the answer before.', answer: words };
}

function nothingNamed(subjects: readonly Subject[], about: readonly number[]): Route | null {
  if (subjects.length === 0 || about.length > 0) return null;
  const count = subjects.length === 1 ? 'one photo' : `${subjects.length} photos`;
  return {
    tool: 'none',
    reason: 'It names a photo that is not here.',
    answer: `There is no such photo: the conversation has ${count}.`,
  };
}

/** Answers as planned. Stopping is an abort of `signal`: the generator then throws. */
export async function* answerQuestion(
  plan: AnswerPlan,
  { tools, signal, record }: { tools: AnswerTools; signal: AbortSignal; record: AnswerRecord },
): AsyncGenerator<AnswerEvent, Answered> {
  if (plan.notice !== null) yield record.add({ type: 'notice', text: plan.notice });
  const answering = answerWith(plan, tools, signal);
  for (;;) {
    const step = await answering.next();
    if (step.done === true) return record.finish(step.value);
    yield record.add(step.value);
  }
}

function answerWith(plan: AnswerPlan, tools: AnswerTools, signal: AbortSignal): Answering {
  const { route, about, question } = plan;
  if (route.tool === 'none') return say(route.answer);
  if (route.tool === 'facts')
    return 'ranking' in route
      ? answerRanking(about, route.ranking, signal)
      : answerFromFacts(about, route.topics, signal);
  if (route.tool === 'compare')
    return answerByComparison(about, { comparison: route.comparison, search: tools.search(), signal });
  const { config, manifest, problem } = tools.model;
  if (config === null) throw new AppError('model_missing', `${manifest.title} is not usable: ${problem}`);
  const decoderTools = { modelId: manifest.id, config, generate: tools.generate, search: tools.search };
  return answerWithDecoder(about, { task: route.task, question, tools: decoderTools, signal });
}

async function* say(text: string): Answering {
  yield { type: 'token', text };
  return { cited: [], resolution: null, confidence: null, confidenceKind: null };
}

/** What has been said so far. */
export interface AnswerRecord {
  add(event: AnswerEvent): AnswerEvent;
  finish(outcome: AnswerOutcome): Answered;
  /** What a stopped or failed answer came to. */
  stop(): Answered;
}

const nothingSaid = 'I have no answer to that. Ask it in other words.';

/** Keeps what has been said, so that a stopped answer can be kept too. */
export function recordAnswer(plan: AnswerPlan): AnswerRecord {
  const startedMs = performance.now();
  const notices: string[] = [];
  let text = '';
  let firstTokenSeconds: number | null = null;
  const seconds = (): number => (performance.now() - startedMs) / 1000;
  const answered = (outcome: AnswerOutcome, stopped: boolean): Answered => ({
    text: text.trim(),
    cited: outcome.cited,
    facts: {
      tool: plan.route.tool,
      toolReason: plan.route.reason,
      model: plan.model,
      resolution: outcome.resolution,
      confidence: outcome.confidence,
      confidenceKind: outcome.confidenceKind,
      seconds: seconds(),
      firstTokenSeconds,
      stopped,
      notices,
      looks: [],
      canLookCloser: false,
      regions: [],
      tokensPerSecond: null,
      server: null,
    },
  });
  return {
    add(event: AnswerEvent): AnswerEvent {
      if (event.type === 'notice') notices.push(event.text);
      if (event.type === 'token') {
        firstTokenSeconds ??= seconds();
        text += event.text;
      }
      if (event.type === 'replaced') text = event.text;
      return event;
    },
    finish(outcome: AnswerOutcome): Answered {
      const said = answered(outcome, false);
      return said.text === '' ? { ...said, text: nothingSaid } : said;
    },
    stop: (): Answered => answered({ cited: [], resolution: null, confidence: null, confidenceKind: null }, true),
  };
}
