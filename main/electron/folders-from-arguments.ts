import { resolve } from 'node:path';

/**
 * The folders that a command line names, as absolute paths.
 * @param packaged an unpackaged app is started as `electron PROGRAM FOLDER...`.
 */
export function foldersFromArguments(argv: readonly string[], packaged: boolean, directory: string): string[] {
  const named = argv.slice(1).filter((argument) => !argument.startsWith('-'));
  return (packaged ? named : named.slice(1)).map((folder) => resolve(directory, folder));
}
