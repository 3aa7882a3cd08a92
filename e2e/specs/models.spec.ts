import { readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Download, Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/model-host.ts';
import { titles } from '../fixtures/replica-models.ts';
import { startHost } from '../fixtures/start-host.ts';
import starterManifest from '../../models/starter/manifest.json' with { type: 'json' };

const starter = starterManifest.title;
const searchId = 'replicas/siglip2';
const largest = 'onnx/vision_model.onnx';

test('a newcomer sees which models suit the computer, puts that off, and takes both later', async ({ app, models }) => {
  const { page } = app;
  await expect(models.suggestion).toContainText(titles.search);
  await expect(models.suggestion).toContainText(titles.chat);
  await app.isAccessible('the suggestion');
  await models.suggestion.getByRole('button', { name: 'Later' }).click();
  await expect(models.suggestion).toBeHidden();
  await page.reload();
  await app.ready();
  await models.open();
  await expect(models.suggestion).toBeHidden();
  await page.getByRole('button', { name: 'Suggestion for this computer' }).click();
  await models.suggestion.getByRole('button', { name: /^Install both/ }).click();
  await models.isInState(titles.search, 'installed');
  await models.isInState(titles.chat, 'installed');
  await expect(models.card(titles.search)).toContainText('Answers searches');
  await expect(models.card(titles.chat)).toContainText('Answers questions');
  await expect(models.suggestion).toBeHidden();
});

test('an installation is watched, paused and cancelled; killed, it goes on where it stopped', async ({
  app,
  host,
  models,
  sample,
  served,
  setPace,
}) => {
  const { page } = app;
  const progress = models.progress(titles.search);
  await models.open();
  setPace('slow');
  await test.step('it shows how far it is, and can be held', async () => {
    await models.install(titles.search);
    await expect(progress).toContainText(/Downloading · \d+ of \d+ kB/);
    await app.isAccessible('an installation');
    await progress.getByRole('button', { name: /^Pause/ }).click();
    await expect(progress).toHaveAttribute('data-state', 'paused');
    await progress.getByRole('button', { name: /^Resume/ }).click();
    await expect(progress).toHaveAttribute('data-state', 'running');
  });
  await test.step('cancelled, it leaves nothing', async () => {
    await progress.getByRole('button', { name: /^Cancel/ }).click();
    await models.isInState(titles.search, 'available');
    expect(existsSync(models.directoryOf(searchId))).toBe(false);
  });
  const before = served.hub.servedBytes(largest);
  await test.step('killed, it keeps what came', async () => {
    await models.install(titles.search);
    await expect(progress).toContainText(/Downloading · [1-9]\d+ of/);
    await page.goto('about:blank');
    process.kill(host.pid, 'SIGKILL');
  });
  await using again = await startHost(host.library, [join(sample.directory, '..')], {
    environment: served.environment,
  });
  await page.goto(again.url);
  await models.open();
  await models.isInState(titles.search, 'partial');
  await expect(models.card(titles.search)).toContainText('It goes on where it stopped');
  await app.isAccessible('a model that is partly there');
  setPace('fast');
  await models
    .card(titles.search)
    .getByRole('button', { name: /^Go on/ })
    .click();
  await models.isInState(titles.search, 'installed');
  const size = (await readFile(join(models.directoryOf(searchId), largest))).length;
  expect(served.hub.servedBytes(largest) - before, 'bytes that went out').toBeLessThan(size * 1.3);
  await page.goto('about:blank');
});

test('a damaged file is named and repaired; a model is removed after a question', async ({ app, models }) => {
  await models.open();
  await models.installed(titles.search);
  const folder = models.directoryOf(searchId);
  await damage(join(folder, 'onnx/text_model.onnx'));
  await models.choose(titles.search, 'Check the files');
  await models.isInState(titles.search, 'corrupt');
  await expect(models.card(titles.search).getByTestId('model-problem')).toContainText('onnx/text_model.onnx');
  await app.isAccessible('a damaged model');
  await models
    .card(titles.search)
    .getByRole('button', { name: /^Repair/ })
    .click();
  await models.isInState(titles.search, 'installed');
  await models.choose(titles.search, 'Remove');
  const question = app.page.getByRole('dialog', { name: `Remove ${titles.search}?` });
  await app.isAccessible('the question before a removal');
  await question.getByRole('button', { name: 'Remove' }).click();
  await models.isInState(titles.search, 'available');
  expect(existsSync(folder)).toBe(false);
});

test('a notice that restricts use is accepted before anything is fetched, by the keyboard alone', async ({
  app,
  models,
  served,
}) => {
  const { page } = app;
  await models.open();
  await tabTo(page, new RegExp(`^Install .*: ${titles.restricted}$`));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Install ${titles.restricted}` });
  await expect(dialog.getByRole('region', { name: /^Text of/ })).toBeVisible();
  await app.isAccessible('the licence before an installation');
  await expect(dialog.getByRole('button', { name: 'Install' })).toBeDisabled();
  expect(served.hub.requests, 'asked of the hub before the notice was accepted').toEqual([]);
  await tabTo(page, /^I have read this/);
  await page.keyboard.press('Space');
  await tabTo(page, /^Install$/);
  await page.keyboard.press('Enter');
  await models.isInState(titles.restricted, 'installed');
});

test('search answers at every moment of a switch; there is a way back, and an end to it', async ({
  app,
  models,
  sample,
}) => {
  const { page } = app;
  const answeredBy = async (title: string): Promise<void> => {
    await app.searchFor(title === starter ? 'a boat on the sea' : 'blue');
    await expect(app.photos().first()).toBeVisible();
    await expect(page.getByTestId('search-model')).toHaveText(`by ${title}`);
    await models.open();
  };
  await app.addFolder('Holidays');
  await app.indexed(sample.photos.length);
  await models.open();
  await models.installed(titles.search);

  await test.step('while the vectors are made, the old model answers', async () => {
    await models.pauseIndexing(true);
    await models.useFor(titles.search, 'search');
    await expect(page.getByTestId('switching')).toContainText(`Preparing search with ${titles.search}`);
    await app.isAccessible('a switch on its way');
    await answeredBy(starter);
  });
  await test.step('it can be given up', async () => {
    await page
      .getByTestId('switching')
      .getByRole('button', { name: /^Cancel/ })
      .click();
    await expect(page.getByTestId('switching')).toBeHidden();
    await models.useFor(titles.search, 'search');
    await expect(page.getByTestId('switching')).toBeVisible();
  });
  await test.step('once all are made, the new one answers', async () => {
    await models.pauseIndexing(false);
    await expect(page.getByTestId('previous-model')).toContainText(starter);
    await answeredBy(titles.search);
  });
  await test.step('back takes no time, and what is kept for it can be deleted', async () => {
    await page.getByRole('button', { name: `Go back: ${starter}` }).click();
    await expect(page.getByTestId('previous-model')).toContainText(titles.search);
    await answeredBy(starter);
    await page.getByRole('button', { name: `Delete now: ${titles.search}` }).click();
    await expect(page.getByTestId('previous-model')).toBeHidden();
  });
});

test('search models are measured side by side, and the table is saved', async ({ app, models, sample }) => {
  const { page } = app;
  await app.addFolder('Holidays');
  await app.indexed(sample.photos.length);
  await models.open();
  await models.installed(titles.search);
  await page.getByRole('button', { name: 'Compare quality' }).click();
  await page.getByRole('button', { name: 'File names' }).click();
  await page.getByRole('button', { name: 'Measure 2 models' }).click();
  await expect(page.getByText(`${sample.photos.length} photos,`)).toHaveCount(2, { timeout: 60_000 });
  await expect(page.getByRole('row', { name: new RegExp(titles.search) })).toBeVisible();
  await expect(page.getByTestId('verdict')).toContainText('With fewer than 50 photos these numbers are rough.');
  await app.isAccessible('the comparison');
  const csv = await saved(page, 'Save as CSV');
  expect(csv.name).toBe('afterimage-quality-name.csv');
  expect(csv.text.trim().split('\r\n')).toHaveLength(3);
  const markdown = await saved(page, 'Save as Markdown');
  expect(markdown.text).toContain('| replicas/siglip2 | name |');
});

async function damage(path: string): Promise<void> {
  const content = await readFile(path);
  content[Math.floor(content.length / 2)]! ^= 1;
  await writeFile(path, content);
}

const mostTabs = 400;

/** Goes through the page with Tab alone until what has the focus is named so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let count = 0; count < mostTabs; count++) {
    const focused = page.locator(':focus');
    if (await isNamed(focused, name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${String(name)}.`);
}

/** By its label, else by its own text. */
async function isNamed(element: Locator, name: RegExp): Promise<boolean> {
  if ((await element.count()) === 0) return false;
  const own = (await element.getAttribute('aria-label')) ?? (await element.textContent()) ?? '';
  const around = (await element.locator('xpath=ancestor::label').allTextContents()).join('');
  return name.test(own.trim()) || name.test(around.trim());
}

async function saved(page: Page, button: string): Promise<{ name: string; text: string }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download: Download = await waiting;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}
