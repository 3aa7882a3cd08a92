/** @file How an answer came about, for the lines below it. */
import type { AnswerFacts, Look, PhotoRegion } from '../../app/contract/assistant.ts';
import { countOf } from './count-of.ts';

type Facts = Omit<AnswerFacts, 'citedPhotoIds'>;

/** Who answered and why, what was seen, how sure that is. `model` is its title; `readable` whether any photo could be read. */
export function describeAnswer(
  facts: Facts,
  { model, readable }: { model: string | null; readable: boolean },
): string[] {
  const { looks, resolution, tokensPerSecond, seconds } = facts;
  const saw = looks.length > 0 ? describeLooks(looks) : resolution && `${resolution.width}×${resolution.height}`;
  const details = [
    facts.server === null ? null : `on your server at ${facts.server}`,
    saw === null ? null : `saw ${saw}`,
    tokensPerSecond === null ? null : `${tokensPerSecond.toFixed(1)} tokens/s`,
    describeConfidence(facts),
    `${seconds.toFixed(2)} s`,
  ];
  const who = readable ? `${doers[facts.tool](model)}: ${facts.toolReason}` : 'no photo could be read';
  return [`— ${who}`, `  ${details.filter((part) => part !== null).join(', ')}`];
}

const by =
  (done: string) =>
  (model: string | null): string =>
    model === null ? noModel() : `${done} by ${model}`;
const noModel = (): string => 'no model needed';

const doers: Readonly<Record<AnswerFacts['tool'], (model: string | null) => string>> = {
  none: noModel,
  facts: noModel,
  compare: by('compared'),
  decoder: by('seen'),
  chat: by('answered'),
};

function describeConfidence({ confidence, confidenceKind }: Facts): string | null {
  if (confidence === null || confidenceKind === null) return null;
  return meanings[confidenceKind](`${(confidence * 100).toFixed(0)} %`);
}

const meanings: Readonly<Record<NonNullable<AnswerFacts['confidenceKind']>, (percent: string) => string>> = {
  exact: () => 'from the file',
  token_probability: (percent) => `said with ${percent} (how decided the model was, not checked)`,
  presence: (percent) => `${percent} likely to be right (by the answer and the photo’s likeness to the words)`,
  caption_match: (percent) => `the words fit the photo with ${percent} (checked by the search model)`,
  calibrated_similarity: (percent) => `${percent} likely to fit (by the likeness of photo and words)`,
};

/** `512×384 in 1 tile`, once for photos that were seen alike. */
function describeLooks(looks: readonly Look[]): string {
  const each = looks.map(({ width, height, tiles }) => {
    const cut = tiles === null ? '' : ` in ${countOf(tiles, 'tile')}`;
    return `${width}×${height}${cut}`;
  });
  return [...new Set(each)].join(', ');
}

/** What would be sent, and how to agree. */
export function describeConsent(consent: Facts['consent']): string[] {
  if (consent === null) return [];
  const photos = consent.photos.map(
    ({ name, size }) => `  ${name}${size === null ? '' : ` at ${size.width}×${size.height}`}`,
  );
  return [...photos, 'Agree in the app, where any question asks once; or name a model of this machine with --model.'];
}

export function describeRegion({ photo, label, left, top, right, bottom }: PhotoRegion): string {
  const corners = [left, top, right, bottom].map((share) => `${(share * 100).toFixed(1)}%`);
  return `[photo ${photo}] ${label}: ${corners.slice(0, 2).join(' ')} to ${corners.slice(2).join(' ')}`;
}
