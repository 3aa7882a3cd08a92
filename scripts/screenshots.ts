/** @file `npm run screenshots`: every screen, light and dark, with a library that the project draws itself; the README's into docs. */
import { copyFile, mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumPath } from '../e2e/fixtures/chromium.ts';
import { drawSampleLibrary } from '../e2e/fixtures/sample-library.ts';
import { startHost } from '../e2e/fixtures/start-host.ts';
import { AppPage } from '../e2e/pages/app-page.ts';
import { temporaryFolder } from '../main/testing/temporary-folder.ts';
import { root } from './root.ts';

const output = join(root, 'test-results', 'screenshots');
/** Those that the README shows. */
const kept = new Set(['library-light', 'search-light', 'photo-dark', 'chat-light', 'activity-dark']);
const docs = join(root, 'docs', 'screenshots');
const small = process.argv.includes('--small');
const sizes = small ? { width: 1024, height: 700 } : { width: 1440, height: 900 };

async function takeAll(folder: string, count: number): Promise<void> {
  await using host = await startHost(join(folder, 'library'), [folder]);
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ ...(chromiumPath && { executablePath: chromiumPath }), args: sandbox });
  const page = await browser.newPage({ viewport: sizes, reducedMotion: 'reduce' });
  await page.goto(host.url);
  const app = new AppPage(page);
  await app.ready();
  await take(page, 'first-run');
  await app.rail.getByRole('button', { name: 'Add folder' }).click();
  await page.getByRole('dialog').getByText('Holidays').waitFor();
  await take(page, 'picker');
  await page.keyboard.press('Escape');
  await app.addFolder('Holidays');
  await app.indexed(count);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  for (const [name, show] of Object.entries(screens)) {
    await show(app);
    await take(page, name);
  }
  await browser.close();
}

/** For thumbnails and the end of animations. */
const settleMs = 500;

/** In this order; each starts where the one before has ended. */
const screens: Readonly<Record<string, (app: AppPage) => Promise<void>>> = {
  library: async () => undefined,
  async search(app) {
    await app.searchFor('sailing boat on blue water after:2020');
    await app.photos().first().hover();
  },
  async 'no-match'(app) {
    await app.searchFor('camera:leica');
  },
  async 'query-help'(app) {
    await app.searchFor('before:20x1 boat');
  },
  async photo(app) {
    await app.page.getByRole('button', { name: 'Clear the search' }).click();
    await app.photos().nth(1).click();
    await app.lightbox.waitFor();
    const details = app.lightbox.getByRole('button', { name: 'Details' });
    if ((await details.getAttribute('aria-pressed')) !== 'true') await details.click();
  },
  async chat(app) {
    await app.page.keyboard.press('Escape');
    for (const index of [0, 1, 2]) await app.photos().nth(index).getByRole('button').click();
    await app.page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Ask' }).click();
    await app.ask('When and where were these taken?');
    await app.page.locator('[data-testid=answer][data-state=done]').first().waitFor();
    await app.ask('Which one is the odd one out?');
    await app.page.locator('[data-testid=answer][data-state=done]').nth(1).waitFor();
  },
  async conversations(app) {
    await app.chat.getByRole('button', { name: 'Close the conversation' }).click();
    await app.rail.getByRole('link', { name: /^Conversations/ }).click();
  },
  activity: (app) => app.rail.getByRole('link', { name: /Activity/ }).click(),
  models: (app) => app.rail.getByRole('link', { name: /^Models/ }).click(),
  settings: (app) => app.rail.getByRole('link', { name: /^Settings/ }).click(),
  async shortcuts(app) {
    await app.page.keyboard.press('?');
    await app.page.getByRole('dialog').waitFor();
  },
};

async function take(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(settleMs);
    const file = `${name}-${colorScheme}.png`;
    await page.screenshot({ path: join(output, file) });
    if (kept.has(`${name}-${colorScheme}`) && !small) await copyFile(join(output, file), join(docs, file));
  }
}

await mkdir(docs, { recursive: true });
await using folder = await temporaryFolder();
const pictures = join(folder.path, 'Holidays');
const photos = await drawSampleLibrary(pictures);
const broken = join(pictures, 'broken.jpg');
await writeFile(broken, 'This is not a photo.');
await utimes(broken, new Date('2020-02-02'), new Date('2020-02-02'));
await writeFile(join(pictures, 'film.mp4'), '');
await takeAll(folder.path, photos.length + 1);
