import type { z } from 'zod';
import { AppError } from '../../../app/contract/errors.ts';
import type { ChatInput, ChatTurn } from '../contract.ts';
import type { ChatFamily, PhotoView } from './chat-family.ts';
import { renderPrompt, tokenize } from './chat-prompt.ts';
import type { PhotoShelf } from './photo-shelf.ts';
import type { TransformersParts } from './transformers-parts.ts';

type Turn = z.output<typeof ChatTurn>;

export interface FittedPrompt {
  readonly turns: readonly Turn[];
  readonly droppedTurns: number;
  readonly views: ReadonlyMap<string, PhotoView>;
  readonly ids: readonly bigint[];
  readonly maxNewTokens: number;
}

/** Fewer tokens than this are no answer. */
const leastNewTokens = 16;

/**
 * The newest turns that fit with their answer into `contextTokens`; an older turn goes as a whole, its photos with it.
 * Where the question alone has no room, its photos are looked at in less detail. Throws `invalid_input` where even that
 * is too much.
 */
export function fitContext(
  parts: TransformersParts,
  family: ChatFamily,
  { input, shelf, contextTokens }: { input: ChatInput; shelf: PhotoShelf; contextTokens: number },
): FittedPrompt {
  const maxNewTokens = Math.min(input.sampling.maxNewTokens, parts.manifest.chat.maxNewTokens);
  for (const start of startsOf(input.turns)) {
    const fitted = fit(input.turns.slice(start), contextTokens - maxNewTokens);
    if (fitted !== null) return { ...fitted, droppedTurns: start, maxNewTokens };
  }
  const lastTurn = input.turns.slice(-1);
  const least = Math.min(leastNewTokens, maxNewTokens);
  const squeezed = squeeze(lastTurn, contextTokens - least);
  const left = contextTokens - squeezed.ids.length;
  if (left < least) {
    const message = `The question and its photos take ${squeezed.ids.length} tokens; ${parts.manifest.title} has room for ${contextTokens - least}. Ask about fewer photos or in fewer words.`;
    throw new AppError('invalid_input', message);
  }
  return { ...squeezed, droppedTurns: input.turns.length - 1, maxNewTokens: Math.min(maxNewTokens, left) };

  function fit(turns: readonly Turn[], room: number): Pick<FittedPrompt, 'turns' | 'views' | 'ids'> | null {
    const laid = lay(turns, Number.POSITIVE_INFINITY);
    return laid.ids.length <= room ? laid : null;
  }

  /** Shares the room that the words leave among the photos. */
  function squeeze(turns: readonly Turn[], room: number): Pick<FittedPrompt, 'turns' | 'views' | 'ids'> {
    const photos = turns.flatMap(({ photoKeys }) => photoKeys).length;
    const whole = lay(turns, Number.POSITIVE_INFINITY);
    if (photos === 0) return whole;
    let laid = whole;
    for (let share = Math.floor(room / photos); share > 0 && laid.ids.length > room; share = Math.floor(share * 0.8)) {
      laid = lay(turns, share);
    }
    return laid;
  }

  function lay(turns: readonly Turn[], tokenLimit: number): Pick<FittedPrompt, 'turns' | 'views' | 'ids'> {
    const keys = new Set(turns.flatMap(({ photoKeys }) => photoKeys));
    const views = new Map([...keys].map((key) => [key, shelf.view(key, tokenLimit)]));
    return { turns, views, ids: tokenize(parts, renderPrompt(parts, family, turns, views)) };
  }
}

/** Where a conversation may start: at a question, never at an answer. */
const startsOf = (turns: readonly Turn[]): number[] =>
  turns.flatMap(({ role }, index) => (role === 'user' ? [index] : []));
