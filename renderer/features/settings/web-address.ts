/** The address of a web server that a text says, without a slash at its end; null where it says none. */
export function parseAddress(text: string): string | null {
  const trimmed = text.trim();
  if (!/^https?:\/\/\S+$/i.test(trimmed) || !URL.canParse(trimmed)) return null;
  const { search, hash, href } = new URL(trimmed);
  return search === '' && hash === '' ? href.replace(/\/+$/, '') : null;
}
