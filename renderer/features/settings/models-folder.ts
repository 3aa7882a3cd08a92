/** The folder below a library in which models are kept, written as its system writes paths. */
export function modelsFolder(library: string): string {
  return library.includes('\\') ? `${library}\\models` : `${library}/models`;
}
