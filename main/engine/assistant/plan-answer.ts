import type { InstalledModel } from '../../inference/installed-models.ts';
import type { ActiveSearchModel } from '../models/search-model.ts';
import type { ChatTools } from './ask-chat-model.ts';
import type { Asking } from './chat-turns.ts';
import { isDoubt } from './follow-up.ts';
import { abilitiesOf, type ChatModel, type Lookers, type ServerChoice } from './lookers.ts';
import type { AnswerOrigin } from './record-answer.ts';
import { resolveQuestion, type EarlierTurn } from './resolve-question.ts';
import { routeQuestion } from './route-question.ts';
import type { Route } from './route.ts';
import type { NumberedSubject, Subject } from './subject.ts';

/** A question in the light of its conversation. */
export interface AskedQuestion {
  readonly asked: string;
  readonly subjects: readonly Subject[];
  readonly earlier: readonly EarlierTurn[];
  /** What a chat model is told of the turns before. */
  readonly past: Asking['past'];
  readonly lookers: Lookers;
  /** Look with as many pixels as there can be. */
  readonly closer: boolean;
  readonly sampling: ChatTools['sampling'];
  /** Sampling was asked for with this very question. */
  readonly sampled?: boolean;
}

/** Who answers: a model that looks, the person's server, or null for the built-in model and what needs none. */
export type Answerer =
  | { readonly kind: 'model'; readonly model: ChatModel }
  | { readonly kind: 'server'; readonly server: ServerChoice }
  | null;

/** What will be done about a question. */
export interface AnswerPlan extends Pick<AskedQuestion, 'past' | 'closer' | 'sampling'> {
  readonly route: Route;
  readonly question: string;
  readonly about: readonly NumberedSubject[];
  readonly notices: readonly string[];
  readonly answerer: Answerer;
  readonly origin: AnswerOrigin;
}

export interface KnownModels {
  /** Ships inside, and decodes where nobody else looks. */
  readonly model: InstalledModel;
  readonly search: ActiveSearchModel;
}

/** Chooses the tool for a question about these photos, in the light of the turns before. */
export function planAnswer(question: AskedQuestion, models: KnownModels): AnswerPlan {
  const { asked, subjects, earlier, lookers } = question;
  const resolved = resolveQuestion(asked, subjects.length, earlier);
  const route =
    doubt(asked, earlier) ??
    nothingNamed(subjects, resolved.about) ??
    routeQuestion(resolved.question, resolved.about.length, abilitiesOf(lookers));
  const answerer = answererOf(route, lookers);
  const looks = route.tool === 'decoder' || route.tool === 'chat';
  const notices = [
    resolved.notice,
    looks ? lookers.notice : null,
    'notice' in route ? route.notice : null,
    ...(route.tool === 'decoder' && answerer === null ? unheeded(question) : []),
  ];
  return {
    ...question,
    route,
    question: resolved.question,
    about: resolved.about.map((position) => ({ number: position + 1, subject: subjects[position]! })),
    notices: notices.filter((notice) => notice !== null),
    answerer,
    origin: {
      tool: route.tool,
      toolReason: route.reason,
      model: modelOf(route, answerer, models),
      server: answerer?.kind === 'server' ? answerer.server.address : null,
    },
  };
}

/** What was asked for and the built-in model has not. */
function unheeded({ closer, sampled = false }: AskedQuestion): string[] {
  return [
    ...(closer ? ['The built-in model always sees a photo at the same size: it cannot look closer.'] : []),
    ...(sampled ? ['The built-in model always says its likeliest words: temperature and seed change nothing.'] : []),
  ];
}

function answererOf(route: Route, lookers: Lookers): Answerer {
  if (route.tool === 'chat') return lookers.chat;
  if (route.tool !== 'decoder' || route.task === 'answer' || route.task === 'each') return null;
  const model = lookers[route.task === 'ground' ? 'detect' : route.task];
  return model === null ? null : { kind: 'model', model };
}

function modelOf({ tool }: Route, answerer: Answerer, { model, search }: KnownModels): string | null {
  if (answerer !== null) return answerer.kind === 'server' ? answerer.server.model : answerer.model.manifest.id;
  if (tool === 'compare') return search().model.manifest.id;
  return tool === 'decoder' ? model.manifest.id : null;
}

function doubt(asked: string, earlier: readonly EarlierTurn[]): Route | null {
  const last = earlier.at(-1);
  if (last === undefined || !isDoubt(asked)) return null;
  const words = last.confidence?.words ?? 'That answer came without a measure of confidence.';
  return { tool: 'none', reason: 'This asks about the answer before.', answer: words };
}

function nothingNamed(subjects: readonly Subject[], about: readonly number[]): Route | null {
  if (subjects.length === 0 || about.length > 0) return null;
  const reason = 'It names a photo that is not here.';
  const only = 'There is only this one photo.';
  const answer =
    subjects.length === 1 ? only : `There is no such photo: the conversation has ${subjects.length} photos.`;
  return { tool: 'none', reason, answer };
}
