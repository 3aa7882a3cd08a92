import { check, type Outcome } from './steps.ts';

/** Everything that can be said about the code without running it; and a build, which the tests of the hosts need. */
export function checksBeforeTests(): Outcome[] {
  return [
    check('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
    check('lint', 'oxlint', ['--deny-warnings']),
    check('types of what every side shares', 'tsc', ['-p', 'tsconfig.shared.json']),
    check('types of what runs on Node', 'tsc', []),
    check('types of the page', 'tsc', ['-p', 'renderer']),
    check('build', 'node', ['scripts/build.ts']),
  ];
}
