/** @file `npm test`: every check and every test, the page's in a Chromium that it finds or, where it may, installs. */
import { ensureChromium } from './ensure-chromium.ts';
import { checksBeforeTests } from './checks-before-tests.ts';
import { endToEndTests, sum, unitTests, type Outcome } from './steps.ts';

// Debian's Chromium also brings the Vulkan driver on which the tests of WebGPU run.
const missing = await ensureChromium();
const outcomes: Outcome[] = [...checksBeforeTests(), unitTests()];
if (missing === null) outcomes.push(endToEndTests());
else outcomes.push({ passed: 0, failed: 0, skipped: [`all tests in the browser: ${missing}`] });
sum(outcomes);
