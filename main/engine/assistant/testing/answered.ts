import type { AnswerEvent, Answering, AnswerOutcome } from '../answer.ts';

/** All that an answer said, with what it came to. */
export async function answered(answering: Answering): Promise<AnswerOutcome & { text: string; events: AnswerEvent[] }> {
  const events: AnswerEvent[] = [];
  let text = '';
  for (;;) {
    const step = await answering.next();
    if (step.done === true) return { ...step.value, text, events };
    if (step.value.type === 'token') text += step.value.text;
    if (step.value.type === 'replaced') ({ text } = step.value);
    events.push(step.value);
  }
}
