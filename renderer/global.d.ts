/** What the desktop shell's preload script gives the page; absent in a browser. */
interface AfterimageShell {
  connectEngine(nonce: string): void;
  pathForFile(file: File): string;
}

interface Window {
  readonly afterimage?: AfterimageShell;
}
