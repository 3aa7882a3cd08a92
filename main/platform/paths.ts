import { join } from 'node:path';

/** The library's place on each system: one for the app, the headless host and the command line. */
export function defaultLibraryDirectory(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Afterimage');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Afterimage');
  return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'afterimage');
}
