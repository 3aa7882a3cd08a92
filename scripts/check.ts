/** @file `npm run check`: format, lint (with the arrows between rooms), types and unit tests. */
import { staticChecks } from './static-checks.ts';
import { sum, unitTests } from './steps.ts';

sum([...staticChecks(), unitTests()]);
