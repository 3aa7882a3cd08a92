import type { AnswerFacts } from '../../../app/contract/assistant.ts';

/** How an answer came about that needed no model. */
export const answerFacts: Omit<AnswerFacts, 'citedPhotoIds'> = {
  tool: 'none',
  toolReason: 'No photo is in the conversation.',
  model: null,
  resolution: null,
  confidence: null,
  confidenceKind: null,
  seconds: 0,
  firstTokenSeconds: null,
  stopped: false,
  notices: [],
  looks: [],
  canLookCloser: false,
  regions: [],
  tokensPerSecond: null,
  server: null,
  consent: null,
};
