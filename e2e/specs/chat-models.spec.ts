import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/host-with-models.ts';
import { startFakeChatServer } from '../../main/network/chat-server/testing/fake-chat-server.ts';
import type { AppPage } from '../pages/app-page.ts';

/** Indexes the sample photos and starts a conversation about the first ones. */
async function askAbout(app: AppPage, all: number, count: number): Promise<void> {
  await app.addFolder('Holidays');
  await app.indexed(all);
  for (let index = 0; index < count; index++) await app.photos().nth(index).getByRole('button').click();
  await app.page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Ask' }).click();
}

/** Files below a folder that hold a text. */
async function filesWith(text: string, directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return files.filter((_file, index) => contents[index]!.includes(text));
}

async function chooseModel(app: AppPage, title: RegExp): Promise<void> {
  const menu = app.chat.getByRole('button', { name: /^Which model answers: / });
  await menu.click();
  await app.chat.getByRole('menuitemradio', { name: title }).click();
  await expect(menu).toHaveText(title);
}

test('a chat model answers about two photos, stops, follows up and looks closer', async ({ app, sample }) => {
  const { page } = app;
  await askAbout(app, sample.photos.length, 2);
  await test.step('choose it where one asks', async () => {
    await chooseModel(app, /SmolVLM .*replica/);
  });
  await test.step('ask about both photos at once', async () => {
    await app.ask('what colour is it ?');
    await expect(app.answer()).toHaveAttribute('data-state', 'done');
    await expect(app.answer().locator('[data-tool=chat]')).toBeVisible();
    await expect(app.answer()).toContainText(/SmolVLM .*replica/);
    await expect(app.answer()).toContainText('saw 2 photos at 512 × 512 px, 1 tile each');
    await expect(app.answer()).toContainText('tokens/s');
    await expect(app.answer().locator('.answer-text')).toHaveText(/^[a-z]+ [a-z]+ \d+$/);
  });
  await test.step('look closer', async () => {
    await app.answer().getByRole('button', { name: 'Look closer' }).click();
    await expect(app.chat.getByRole('article', { name: 'Answer' })).toHaveCount(2);
    await expect(app.answer()).toHaveAttribute('data-state', 'done');
    await expect(app.answer()).toContainText(/saw 2 photos: 1 at [\d,]+ × [\d,]+ px, 7 tiles; 1 at .* 10 tiles/);
    await expect(app.answer().getByRole('button', { name: 'Look closer' })).toBeHidden();
    await app.isAccessible('an answer of a chat model');
  });
  await test.step('follow up', async () => {
    await app.ask('what is that ?');
    await expect(app.answer()).toHaveAttribute('data-state', 'done');
    await expect(app.answer()).toContainText(/SmolVLM .*replica/);
  });
  await test.step('stop', async () => {
    await app.ask('count');
    await expect(app.answer().locator('.answer-text')).toContainText('1 2 3');
    await app.chat.getByRole('button', { name: 'Stop' }).click();
    await expect(app.answer()).toContainText('stopped');
    await expect(app.answer()).toContainText('1 2 3');
  });
  await test.step('find it all again after a reload', async () => {
    await page.reload();
    await app.ready();
    await expect(app.chat.getByRole('article', { name: 'Answer' })).toHaveCount(4);
    await expect(app.answer()).toContainText('1 2 3');
    await expect(app.answer()).toContainText('stopped');
  });
});

test('Florence-2 draws boxes on the photo, in the answer and in the lightbox', async ({ app, sample }) => {
  const { page } = app;
  await askAbout(app, sample.photos.length, 1);
  await chooseModel(app, /Florence-2 .*replica/);
  await app.ask('Mark everything');
  await expect(app.answer()).toHaveAttribute('data-state', 'done');
  const regions = app.answer().getByRole('list', { name: 'What was found, and where' });
  await expect(regions.getByRole('listitem')).toHaveCount(2);
  await expect(app.answer().locator('.photo-boxes rect')).toHaveCount(2);
  await app.isAccessible('an answer with boxes');
  await app
    .answer()
    .getByRole('button', { name: /with what was found in it/ })
    .click();
  await expect(app.lightbox.locator('.photo-boxes rect')).toHaveCount(2);
  await expect(app.lightbox.getByRole('list', { name: 'What was found, and where' })).toBeAttached();
  await app.isAccessible('boxes in the lightbox');
  await page.keyboard.press('Escape');
  await expect(app.answer()).toBeVisible();
});

test('a server of one’s own answers only after it was set up, turned on and agreed to', async ({
  app,
  sample,
  host,
}) => {
  const { page } = app;
  await using server = await startFakeChatServer();
  const settings = page.getByRole('main', { name: 'Settings' });
  await test.step('set it up', async () => {
    await app.rail.getByRole('link', { name: /^Settings/ }).click();
    await settings.getByRole('textbox', { name: 'Address' }).fill(server.address);
    await settings.getByRole('textbox', { name: 'Address' }).press('Enter');
    await settings.getByLabel('Key', { exact: true }).fill('top-secret');
    await settings.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(settings.getByRole('button', { name: 'Forget', exact: true })).toBeVisible();
    expect(server.requests).toEqual([]);
    await settings.getByRole('button', { name: 'Ask for its models' }).click();
    await expect(settings.getByText('It answers, and has 2 models.')).toBeVisible();
    await settings.getByRole('combobox', { name: 'Model', exact: true }).fill('vision-7b');
    await settings.getByRole('combobox', { name: 'Model', exact: true }).press('Enter');
    await settings.getByRole('switch', { name: 'Let it answer' }).click();
    await app.isAccessible('the settings of a server');
  });
  await test.step('see what would be sent, and agree', async () => {
    await app.rail.getByRole('link', { name: /^Library/ }).click();
    await askAbout(app, sample.photos.length, 2);
    await app.ask('Is it raining?');
    const card = app.answer().getByRole('region', { name: 'Send this to your server?' });
    await expect(card).toContainText(server.address);
    await expect(card.getByRole('listitem')).toHaveCount(3);
    await expect(card.getByRole('listitem').nth(1)).toContainText(/\.(jpg|jpeg|png), [\d,]+ × [\d,]+ px/i);
    await app.isAccessible('a question for consent');
    expect(server.requests.filter(({ path }) => path.endsWith('completions'))).toEqual([]);
    await card.getByRole('button', { name: 'Agree and ask' }).click();
    await expect(app.answer().locator('.answer-text')).toHaveText('A dog on a beach.');
    await expect(app.answer()).toContainText(`answered by your server at ${server.address}`);
    expect(server.requests.at(-1)).toMatchObject({ authorization: 'Bearer top-secret', body: { model: 'vision-7b' } });
  });
  await test.step('what goes wrong is said, and nothing that was said is lost', async () => {
    server.behave('cuts the stream');
    await app.ask('Is it windy?');
    await expect(app.answer()).toHaveAttribute('data-state', 'failed');
    await expect(app.answer()).toContainText('A dog on a beach.');
    await expect(app.answer()).toContainText('did not finish its answer');
    server.behave('streams');
    await app.answer().getByRole('button', { name: 'Try again' }).click();
    await expect(app.answer()).toHaveAttribute('data-state', 'done');
  });
  await test.step('the key is in one private file and nowhere else', async () => {
    const secrets = join(host.library, 'secrets');
    expect(await filesWith('top-secret', host.library)).toEqual([join(secrets, 'chat-server')]);
    expect((await stat(join(secrets, 'chat-server'))).mode & 0o077).toBe(0);
  });
  await test.step('choosing a model takes it back to this computer', async () => {
    await chooseModel(app, /^Starter/);
    const before = server.requests.length;
    await app.ask('Is it raining?');
    await expect(app.answer().locator('[data-tool=decoder]')).toBeVisible();
    await expect(app.answer()).toHaveAttribute('data-state', 'done');
    expect(server.requests).toHaveLength(before);
  });
});
