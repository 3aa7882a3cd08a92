/** @file `npm run check`: format, lint (with the arrows between rooms), types and unit tests. */
import { checksBeforeTests } from './checks-before-tests.ts';
import { sum, unitTests } from './steps.ts';

sum([...checksBeforeTests(), unitTests()]);
