import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../app/entry/cli.ts', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The objects of `--json`, one a line. */
  readonly lines: Record<string, unknown>[];
}

/** Starts `afterimage` on a library as a process of its own. */
export function startCli(
  library: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [script, '--library', library, ...args], { env: { ...process.env, ...environment } });
}

/** Runs `afterimage` to its end. */
export async function runCli(
  library: string,
  args: readonly string[],
  { input = '', environment = {} }: { input?: string; environment?: Readonly<Record<string, string>> } = {},
): Promise<CliResult> {
  const child = startCli(library, args, environment);
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  const lines = args.includes('--json') ? stdout.split('\n').filter(Boolean).map(parseObject) : [];
  return { code: code as number | null, stdout, stderr, lines };
}

const parseObject = (line: string): Record<string, unknown> => JSON.parse(line) as Record<string, unknown>;
