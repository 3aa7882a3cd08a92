import type { Detail } from '../../inference/contract.ts';
import type { ChatAbilities } from '../../../models/manifest.ts';

/** Text, counting and small things need pixels; the gist of a photo needs few. */
const needsPixels =
  /\b(read|text|words?|letters?|written|writing|says?|sign|label|number|price|date|time|clock|plate|page|document|receipt|menu|translate|language)\b|\bhow many\b|\bcount\b|\b(small|tiny|little|detail(s|ed)?|close(r|ly)|zoom|far away|distant|background|corner|exactly|breed|species|logo|brand|pattern|texture)\b/i;

/** How closely a question makes a model look. */
export const detailOf = (question: string, closer: boolean): Detail =>
  closer || needsPixels.test(question) ? 'fine' : 'gist';

/** Raw pixels that one question may bring along, over all its photos. */
const pixelBudget = 48_000_000;
const gistPatchesEdge = 1024;

/** The longest edge, in pixels, that a photo is sent with: enough for what the model looks at, which it scales itself. */
export function sentEdge(image: ChatAbilities['image'], detail: Detail, photos: number): number {
  const share = Math.floor(Math.sqrt(pixelBudget / Math.max(1, photos)));
  return Math.min(share, wantedEdge(image, detail));
}

function wantedEdge(image: ChatAbilities['image'], detail: Detail): number {
  if (image.kind === 'none') return 1;
  if (image.kind === 'tiles') {
    // A tile shows the whole photo squashed, so that its shorter edge needs as many pixels as the tile has.
    const across = detail === 'gist' ? 2 : Math.max(2, Math.ceil(Math.sqrt(image.maxTiles)));
    return image.tilePixels * across;
  }
  // Twice the square's side leaves all its pixels to a photo four times as long as it is wide.
  const finest = Math.ceil(2 * Math.sqrt(image.maxPixels));
  return detail === 'fine' ? finest : Math.min(gistPatchesEdge, finest);
}
