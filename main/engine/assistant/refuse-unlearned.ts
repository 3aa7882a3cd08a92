import type { Route } from './route.ts';

const foreign =
  /(?!\p{Script=Latin})\p{L}|[äöüßéèêàçñõãøåæ¿¡]|\b(?:ist|sind|auf|dem|das|und|wie|viele|wer|bild|gibt|zeigt|est|sont|dans|sur|combien|quelle?|qui|une|cette|está|hay|qué|que|cuántos|cual|sono|questa|nella|quanti|wat|hoeveel|het)\b/u;

/** What the built-in model says to a question of a kind that it has not learnt: its answer would be a guess that looks sure. */
export function refuseUnlearned(text: string): Route {
  return {
    tool: 'none',
    reason: 'The built-in model has learnt a few kinds of questions, and this is none of them.',
    answer: answerTo(text),
  };
}

function answerTo(text: string): string {
  if (!/[\p{L}\p{N}]/u.test(text)) return 'I need a question in words.';
  if (foreign.test(text))
    return 'The built-in model understands English only. Ask in English, or choose a chat model in Models.';
  return 'The built-in model has not learnt to answer that. It can describe a photo and say whether something is there, how many, what colour, where, what someone is doing, whether it is indoors or outdoors, day or night. For other questions choose a chat model in Models.';
}
