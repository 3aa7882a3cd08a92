/** @file The screens of models, with replicas from a hub of the script's own. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { titles } from '../e2e/fixtures/replica-models.ts';
import type { AppPage } from '../e2e/pages/app-page.ts';
import { ModelsPage } from '../e2e/pages/models-page.ts';

export interface ModelScreens {
  readonly app: AppPage;
  /** The folder of the host's library. */
  readonly library: string;
  readonly setPace: (pace: 'slow' | 'fast') => void;
  readonly take: (name: string) => Promise<void>;
}

/** Every state of the Models and the Quality screen, in this order; each starts where the one before has ended. */
export async function takeModelScreens({ app, library, setPace, take }: ModelScreens): Promise<void> {
  const models = new ModelsPage(app, library);
  const { page } = app;
  await models.open();
  await take('models-suggested');
  await page.getByRole('button', { name: 'Add a model' }).click();
  await take('model-add');
  await page.keyboard.press('Escape');
  await models
    .card(titles.restricted)
    .getByRole('button', { name: /^Install/ })
    .click();
  await page.getByRole('region', { name: /^Text of/ }).waitFor();
  await take('model-licence');
  await page.keyboard.press('Escape');

  setPace('slow');
  await models.install(titles.search);
  await expect(models.progress(titles.search)).toContainText(/[1-9]\d+ of/, { timeout: 60_000 });
  await models.card(titles.search).scrollIntoViewIfNeeded();
  await take('model-installing');
  setPace('fast');
  await models.isInState(titles.search, 'installed');

  await takeDamage(models, take);
  await takeSwitch(models, take);
  await takeDevices(models, take);
  await takeQuality(models, take);
}

type Take = ModelScreens['take'];

async function takeDamage(models: ModelsPage, take: Take): Promise<void> {
  const path = join(models.directoryOf('replicas/siglip2'), 'onnx', 'text_model.onnx');
  const content = await readFile(path);
  content[content.length >> 1]! ^= 1;
  await writeFile(path, content);
  await models.choose(titles.search, 'Check the files');
  await models.isInState(titles.search, 'corrupt');
  await models.card(titles.search).scrollIntoViewIfNeeded();
  await take('model-damaged');
  await models
    .card(titles.search)
    .getByRole('button', { name: /^Repair/ })
    .click();
  await models.isInState(titles.search, 'installed');
}

async function takeSwitch(models: ModelsPage, take: Take): Promise<void> {
  await models.pauseIndexing(true);
  await models.useFor(titles.search, 'search');
  await models.page.getByTestId('switching').waitFor();
  await models.inUse.scrollIntoViewIfNeeded();
  await take('model-switching');
  await models.pauseIndexing(false);
  await models.page.getByTestId('previous-model').waitFor();
  await take('model-way-back');
}

async function takeDevices(models: ModelsPage, take: Take): Promise<void> {
  const card = models.card(titles.search);
  await card.getByRole('button', { name: /^Details/ }).click();
  await card.getByRole('button', { name: /^Try devices/ }).click();
  await card.getByTestId('trials').waitFor({ timeout: 120_000 });
  await card.getByTestId('model-device').scrollIntoViewIfNeeded();
  await take('model-devices');
}

async function takeQuality(models: ModelsPage, take: Take): Promise<void> {
  const { page } = models;
  await models.inUse.scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Compare quality' }).click();
  await page.getByRole('button', { name: 'File names' }).click();
  await take('quality-empty');
  await page.getByRole('button', { name: /^Measure/ }).click();
  await expect(page.getByText(/\d+ photos, /)).toHaveCount(2, { timeout: 60_000 });
  await take('quality');
}
