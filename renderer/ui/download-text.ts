const keptMs = 30_000;

const types = { md: 'text/markdown', csv: 'text/csv' } as const;

/** Hands a text to the browser as a file to save; its kind follows from the name. */
export function downloadText(fileName: string, text: string): void {
  const type = fileName.endsWith('.csv') ? types.csv : types.md;
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}
