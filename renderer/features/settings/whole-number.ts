/** The whole number that a text says, or null where it says none in the range. */
export function parseWholeNumber(text: string, from: number, to: number): number | null {
  if (!/^\s*\d{1,9}\s*$/.test(text)) return null;
  const value = Number(text);
  return value >= from && value <= to ? value : null;
}
