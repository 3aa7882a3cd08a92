/** @file The steps of `npm run check` and `npm test`, and their sum. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Each skipped test by its name, which says why. */
  readonly skipped: readonly string[];
}

/** A check that passes or fails as one. */
export function check(name: string, command: string, args: readonly string[]): Outcome {
  const passed = run(name, command, args);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [] };
}

/** Vitest's tests. */
export function unitTests(): Outcome {
  const report = 'test-results/unit.json';
  rmSync(join(root, report), { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const passed = run('tests', 'vitest', args);
  const { testResults } = readReport<VitestReport>(report, { testResults: [] });
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const failed = tests.filter(({ status }) => status === 'failed').length;
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    // A file that could not be loaded has no tests to fail.
    failed: passed ? failed : Math.max(1, failed),
    skipped: skipped.map(({ fullName }) => fullName),
  };
}

/** Playwright's tests. */
export function endToEndTests(): Outcome {
  const report = 'test-results/e2e.json';
  rmSync(join(root, report), { force: true });
  const passed = run('end to end', 'playwright', ['test', '-c', 'e2e/playwright.config.ts']);
  const { suites, stats } = readReport<PlaywrightReport>(report, {
    suites: [],
    stats: { expected: 0, unexpected: 0, flaky: 0 },
  });
  return {
    passed: stats.expected + stats.flaky,
    failed: passed ? stats.unexpected : Math.max(1, stats.unexpected),
    skipped: suites.flatMap(skippedIn),
  };
}

/** Prints what was skipped and why, and the closing line; sets the exit code. */
export function sum(outcomes: readonly Outcome[]): void {
  const passed = outcomes.reduce((total, outcome) => total + outcome.passed, 0);
  const failed = outcomes.reduce((total, outcome) => total + outcome.failed, 0);
  const skipped = outcomes.flatMap((outcome) => outcome.skipped);
  for (const name of skipped) console.log(`skipped: ${name}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}

interface VitestReport {
  readonly testResults: { readonly assertionResults: { readonly fullName: string; readonly status: string }[] }[];
}

interface Suite {
  readonly suites?: Suite[];
  readonly specs: {
    readonly title: string;
    readonly tests: { readonly status: string; readonly annotations: { readonly description?: string }[] }[];
  }[];
}

interface PlaywrightReport {
  readonly suites: Suite[];
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
}

function skippedIn({ suites, specs }: Suite): string[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => `${title}: ${annotations[0]?.description ?? 'no reason given'}`),
  );
  return [...own, ...(suites ?? []).flatMap(skippedIn)];
}

function readReport<T>(path: string, none: T): T {
  const file = join(root, path);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : none;
}

function run(name: string, command: string, args: readonly string[]): boolean {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  return status === 0;
}
