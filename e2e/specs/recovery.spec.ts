/** @file What a person sees when a process of the engine's own dies under their work. */
import { expect, test } from '../fixtures/host.ts';
import { killChild } from '../fixtures/start-host.ts';

test.beforeEach(async ({ app, sample }) => {
  await app.addFolder('Holidays');
  await app.indexed(sample.photos.length);
});

test('killed while it answers a search, the next search works', async ({ app, host }) => {
  await app.searchFor('a boat on the sea');
  await expect(app.photos().first()).toBeVisible();
  expect(killChild(host.pid, '"lane":"interactive"')).toBe(true);
  await app.searchFor('mountains under a blue sky');
  await expect(app.photos().first()).toBeVisible();
});

test('killed while it answers, the answer fails openly or is given, and the next one comes', async ({ app, host }) => {
  for (let index = 0; index < 12; index++) await app.photos().nth(index).getByRole('button').click();
  await app.page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Ask' }).click();
  await app.ask('Describe each photo.');
  await expect.poll(() => killChild(host.pid, '"lane":"generate"')).toBe(true);
  const settled = app.answer().and(app.page.locator('[data-state=done], [data-state=failed]'));
  await expect(settled).toBeVisible();
  const retry = app.chat.getByRole('button', { name: 'Try again' });
  if (await retry.isVisible()) await retry.click();
  else await app.ask('Is there a sign in photo 1?');
  await expect(app.answer()).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
});

test('killed while it indexes, indexing goes on to the end', async ({ app, host, sample }) => {
  const { page } = app;
  await app.rail.getByRole('link', { name: /^Settings/ }).click();
  await page.getByRole('button', { name: /^(Reset|Forget) the index/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('reset');
  await dialog.getByRole('button', { name: /^(Reset|Forget)/ }).click();
  await expect.poll(() => killChild(host.pid, 'inference-process') || killChild(host.pid, 'media-process')).toBe(true);
  await app.rail.getByRole('link', { name: /^Library/ }).click();
  await app.indexed(sample.photos.length);
  await app.searchFor('a boat on the sea');
  await expect(app.photos().first()).toBeVisible();
});
