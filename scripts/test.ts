/** @file `npm test`: every check and every test, the page's in a Chromium that it finds or, where it may, installs. */
import { ensureChromium } from './ensure-chromium.ts';
import { staticChecks } from './static-checks.ts';
import { check, endToEndTests, sum, unitTests, type Outcome } from './steps.ts';

const outcomes: Outcome[] = [...staticChecks(), unitTests(), check('build', 'node', ['scripts/build.ts'])];
const missing = await ensureChromium();
if (missing === null) outcomes.push(endToEndTests());
else outcomes.push({ passed: 0, failed: 0, skipped: [`all tests in the browser: ${missing}`] });
sum(outcomes);
