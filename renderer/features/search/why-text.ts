import type { SearchHit } from '../../../app/contract/search.ts';
import type { z } from 'zod';
import { en } from '../../text/en.ts';
import { formatProbability } from '../../text/format.ts';
import { probabilityWords } from '../../text/probability-words.ts';

type Hit = z.output<typeof SearchHit>;

/** Why a photo was found, in words: what it looks like and how likely, the words and where, the filters. */
export function whyText(hit: Hit): string {
  const parts = hit.why.map((why) => {
    if (why.kind === 'word') return en.why.word(en.why.fields[why.field ?? ''] ?? why.field ?? '', why.text ?? '');
    if (why.kind === 'filter') return en.why.filter(why.text ?? why.field ?? '');
    const probability = why.probability ?? hit.probability;
    if (probability === null) return en.why.meaningOnly(why.text);
    return en.why.meaning(why.text, probabilityWords(probability), formatProbability(probability));
  });
  return parts.filter((part) => part !== '').join(' · ');
}
