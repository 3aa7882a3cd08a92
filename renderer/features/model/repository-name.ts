/** Whether a text may be the name of a repository on the hub: `owner/name`. */
export function isRepositoryName(text: string): boolean {
  return /^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/.test(text.trim());
}
