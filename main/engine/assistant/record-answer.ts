import type { AnswerFacts, Look } from '../../../app/contract/assistant.ts';
import { nothingKnown, type AnswerEvent, type AnswerOutcome } from './answer.ts';

/** What an answer came to. */
export interface Answered {
  readonly text: string;
  readonly cited: readonly number[];
  readonly facts: Omit<AnswerFacts, 'citedPhotoIds'>;
}

/** What has been said so far. */
export interface AnswerRecord {
  add(event: AnswerEvent): AnswerEvent;
  finish(outcome: AnswerOutcome): Answered;
  /** What an answer came to that the person stopped. */
  stop(): Answered;
  /** What an answer came to that failed. */
  fail(): Answered;
}

/** How an answer will be found. */
export interface AnswerOrigin extends Pick<AnswerFacts, 'tool' | 'toolReason' | 'model'> {
  /** The address that is asked; null for this machine. */
  readonly server: string | null;
}

const nothingSaid = 'I have no answer to that. Ask it in other words.';

/** Keeps what has been said, so that a stopped answer can be kept too. */
export function recordAnswer({ server, ...origin }: AnswerOrigin): AnswerRecord {
  const startedMs = performance.now();
  const notices: string[] = [];
  let looks: Look[] | null = null;
  let text = '';
  let firstTokenSeconds: number | null = null;
  const seconds = (): number => (performance.now() - startedMs) / 1000;
  const answered = ({ cited, ...outcome }: AnswerOutcome, stopped: boolean): Answered => ({
    text: text.trim(),
    cited,
    facts: {
      canLookCloser: false,
      regions: [],
      tokensPerSecond: null,
      consent: null,
      ...origin,
      ...outcome,
      resolution: outcome.resolution ?? resolutionOf(looks ?? []),
      looks: looks ?? [],
      // Nothing has left before the server was asked.
      server: looks === null ? null : server,
      seconds: seconds(),
      firstTokenSeconds,
      stopped,
      notices,
    },
  });
  return {
    add(event) {
      if (event.type === 'notice') notices.push(event.text);
      if (event.type === 'looking') looks = event.looks;
      if (event.type === 'token') {
        firstTokenSeconds ??= seconds();
        text += event.text;
      }
      if (event.type === 'replaced') text = event.text;
      return event;
    },
    finish(outcome) {
      const said = answered(outcome, false);
      return said.text === '' ? { ...said, text: nothingSaid } : said;
    },
    stop: () => answered(nothingKnown, true),
    fail: () => answered(nothingKnown, false),
  };
}

/** Of the photo that was seen largest. */
function resolutionOf(looks: readonly Look[]): AnswerFacts['resolution'] {
  const largest = looks.reduce<Look | null>(
    (most, look) => (most === null || look.width * look.height > most.width * most.height ? look : most),
    null,
  );
  return largest === null ? null : { width: largest.width, height: largest.height };
}
