/** @file `npm run screenshots`: every screen, light and dark, with a library that the project draws itself; the README's into docs. */
import { copyFile, mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumPath } from '../e2e/fixtures/chromium.ts';
import { replicaModels } from '../e2e/fixtures/replica-models.ts';
import { drawSampleLibrary } from '../e2e/fixtures/sample-library.ts';
import { startHost } from '../e2e/fixtures/start-host.ts';
import { AppPage } from '../e2e/pages/app-page.ts';
import { serveReplicas } from '../main/testing/serve-replicas.ts';
import { temporaryFolder } from '../main/testing/temporary-folder.ts';
import { takeModelScreens } from './model-screens.ts';
import { root } from './root.ts';

const output = join(root, 'test-results', 'screenshots');
/** Those that the README shows. */
const kept = new Set(['library-light', 'search-light', 'photo-dark', 'chat-light', 'activity-dark', 'models-light']);
const docs = join(root, 'docs', 'screenshots');
const small = process.argv.includes('--small');
const sizes = small ? { width: 1024, height: 700 } : { width: 1440, height: 900 };

async function openBrowser(): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ ...(chromiumPath && { executablePath: chromiumPath }), args: sandbox });
}

async function openApp(browser: Browser, { url }: { url: string }): Promise<AppPage> {
  const page = await browser.newPage({ viewport: sizes, reducedMotion: 'reduce' });
  await page.goto(url);
  const app = new AppPage(page);
  await app.ready();
  return app;
}

/** With the models of the catalogue, none of them installed. */
async function takeAll(folder: string, count: number): Promise<void> {
  await using host = await startHost(join(folder, 'library'), [folder]);
  await using browser = await openBrowser();
  const app = await openApp(browser, host);
  const { page } = app;
  await take(page, 'first-run');
  await app.rail.getByRole('button', { name: 'Add folder' }).click();
  await page.getByRole('dialog').getByText('Holidays').waitFor();
  await take(page, 'picker');
  await page.keyboard.press('Escape');
  await app.addFolder('Holidays');
  await app.indexed(count);
  for (const [name, show] of Object.entries(screens)) {
    await show(app);
    await take(page, name);
  }
}

/** With replicas from a hub of one's own, installed, damaged, switched and measured. */
async function takeModels(folder: string, count: number): Promise<void> {
  const pace = { chunkBytes: 4096, pauseMs: 0 };
  await using served = await serveReplicas(replicaModels(), { pace });
  await using host = await startHost(join(folder, 'library-with-models'), [folder], served);
  await using browser = await openBrowser();
  const app = await openApp(browser, host);
  await app.addFolder('Holidays');
  await app.indexed(count);
  await takeModelScreens({
    app,
    library: host.library,
    setPace: (name) => (pace.pauseMs = name === 'slow' ? slowPauseMs : 0),
    take: (name) => take(app.page, name),
  });
}

/** Slow enough that a picture is taken before the end. */
const slowPauseMs = 400;
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
  await page.locator('.toast').last().waitFor({ state: 'hidden' });
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
await takeModels(folder.path, photos.length + 1);
