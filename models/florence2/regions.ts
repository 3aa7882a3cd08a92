/** A labelled box, in shares of the photo's width and height from its upper left corner. */
export interface LocatedText {
  readonly label: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const bins = 1000;

/**
 * Reads an answer such as `car<loc_10><loc_20><loc_300><loc_400>`: places are x and y in turn, in thousandths, meant at
 * their middle. Two corners or the four of a slanted line become the upright box around them; several boxes may follow
 * one label.
 */
export function parseRegions(answer: string, corners: 2 | 4): LocatedText[] {
  const box = `((?:<loc_\\d+>\\s*){${corners * 2}})`;
  let label = '';
  return [...answer.matchAll(new RegExp(`([^<]*)${box}`, 'g'))].map(([, words, places]) => {
    label = words!.trim() === '' ? label : words!.trim();
    const at = [...places!.matchAll(/\d+/g)].map(([bin]) => (Number(bin) + 0.5) / bins);
    const xs = at.filter((_, index) => index % 2 === 0);
    const ys = at.filter((_, index) => index % 2 === 1);
    return { label, left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  });
}
