import type { PhotoRegion } from '../../../app/contract/assistant.ts';
import type { ChatTask } from '../../inference/contract.ts';
import type { z } from 'zod';
import type { AnswerEvent, Answering } from './answer.ts';
import { askChatModel, type ChatFinished, type ChatTools } from './ask-chat-model.ts';
import { canSeeMore } from './can-see-more.ts';
import type { ChatSubject } from './chat-turns.ts';
import { describeDetected, describeGrounded } from './describe-regions.ts';
import type { ChatModel } from './lookers.ts';
import { nameOf, type NumberedSubject } from './subject.ts';
import { sayUnreadable, unreadableNotice, unreadableReason } from './unreadable.ts';

/** What such a model does with one photo. */
export type SpecialTask = Exclude<z.output<typeof ChatTask>, { kind: 'chat' }>;

interface Looking {
  readonly model: ChatModel;
  readonly task: SpecialTask;
  readonly closer: boolean;
  readonly tools: ChatTools;
  readonly signal: AbortSignal;
}

/** Captions, boxes or text of one photo after the other, by a model that takes no free questions. */
export async function* answerWithSpecialist(subjects: readonly NumberedSubject[], looking: Looking): Answering {
  const { model, task, closer, signal } = looking;
  const { image } = model.manifest.chat;
  const finished: (ChatFinished & ChatSubject & { readonly number: number })[] = [];
  const looks: Extract<AnswerEvent, { type: 'looking' }>['looks'] = [];
  let before = '';
  for (const subject of subjects) {
    const head = `${before}${before === '' ? '' : '\n'}${subjects.length > 1 ? `${nameOf(subject)}: ` : ''}`;
    if (head !== before) yield { type: 'token', text: head.slice(before.length) };
    try {
      const key = await subject.subject.key(signal);
      const one = yield* lookAt({ ...subject, key }, { ...looking, head, looks });
      finished.push({ ...one, ...subject, key });
      before = `${head}${one.text}`;
    } catch (error) {
      const reason = unreadableReason(error);
      yield unreadableNotice(subject, reason);
      yield { type: 'replaced', text: before, reason };
    }
  }
  if (finished.length === 0) return yield* sayUnreadable();
  const seen = new Map(finished.flatMap((one) => [...one.looks]));
  const gist = detailOf(task, closer) === 'gist';
  return {
    cited: finished.map(({ number }) => number),
    resolution: null,
    ...leastProbability(finished),
    regions: finished.flatMap(({ number, regions }) =>
      regions.map((region): PhotoRegion => ({ photo: number, ...region })),
    ),
    tokensPerSecond: finished.at(-1)!.tokensPerSecond,
    canLookCloser: gist && (await canSeeMore(finished, { looks: seen, image }, signal)),
  };
}

const detailOf = ({ kind }: SpecialTask, closer: boolean): 'gist' | 'fine' =>
  closer || kind !== 'caption' ? 'fine' : 'gist';

function leastProbability(finished: readonly ChatFinished[]) {
  const known = finished.flatMap(({ tokenProbability }) => tokenProbability ?? []);
  if (known.length < finished.length) return { confidence: null, confidenceKind: null };
  return { confidence: Math.min(1, ...known), confidenceKind: 'token_probability' as const };
}

/** What it writes of boxes is not for reading: their sentence comes once they are all there. */
async function* lookAt(
  { subject, key }: ChatSubject,
  { model, task, closer, tools, signal, head, looks }: Looking & { head: string; looks: Looks },
): AsyncGenerator<AnswerEvent, ChatFinished> {
  const turns = [{ role: 'user', text: '', photos: [{ subject, key }] }] as const;
  const request = { model, task, turns, detail: detailOf(task, closer), head };
  const asking = askChatModel(request, { tools, signal });
  for (;;) {
    const step = await asking.next();
    if (step.done === true) {
      const found = { ...step.value, regions: distinct(step.value.regions) };
      const text = sentenceOf(task, found);
      if (task.kind !== 'caption') yield { type: 'token', text };
      return { ...found, text };
    }
    if (step.value.type === 'looking') {
      looks.push(...step.value.looks);
      yield { type: 'looking', looks: [...looks] };
    } else if (step.value.type !== 'token' || task.kind === 'caption') yield step.value;
  }
}

/** A model may point at the same place more than once. */
const distinct = (regions: ChatFinished['regions']): ChatFinished['regions'] => [
  ...new Map(regions.map((region) => [JSON.stringify(region), region])).values(),
];

type Looks = Extract<AnswerEvent, { type: 'looking' }>['looks'];

function sentenceOf(task: SpecialTask, { text, regions }: ChatFinished): string {
  if (task.kind === 'detect') return describeDetected(regions);
  if (task.kind === 'ground') return describeGrounded(regions, task.phrase);
  if (task.kind === 'caption') return text;
  const read = text.trim() === '' ? regions.map(({ label }) => label).join('\n') : text.trim();
  return read === '' ? 'It reads no text in this photo.' : `It reads:\n${read}`;
}
