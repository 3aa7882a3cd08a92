import { expect, test } from '../fixtures/host.ts';

test('a newcomer adds a folder, searches it, asks about a photo and comes back to the answer', async ({
  app,
  sample,
}) => {
  const { page } = app;
  await test.step('add a folder and watch it fill', async () => {
    await expect(page.getByTestId('first-run')).toBeVisible();
    await app.isAccessible('the first screen');
    await app.addFolder('Holidays');
    await app.indexed(sample.photos.length);
    await expect(app.photos().first()).toBeVisible();
    await app.isAccessible('the library');
  });

  await test.step('search by meaning and by facts', async () => {
    await app.searchFor('a boat on the sea');
    await expect(app.photos().first()).toBeVisible();
    await expect(page.getByText(/looks like/).first()).toBeVisible();
    await app.isAccessible('the search');
    await app.searchFor('folder:lisbon camera:pocket');
    await expect(page.getByRole('list', { name: 'Understood as' }).getByRole('listitem')).toHaveCount(2);
    const inLisbon = sample.photos.filter(({ path }, index) => path.includes('Lisbon') && index % 2 === 1);
    await expect(page.getByText(new RegExp(`^${inLisbon.length} photos in`))).toBeVisible();
    await app.searchFor('before:20x1');
    await expect(page.getByText(/is not a value for before/).first()).toBeVisible();
    await page.getByRole('search').getByRole('button', { name: 'Clear the search' }).click();
  });

  await test.step('open a photo and close it', async () => {
    await app.photos().first().click();
    await expect(app.lightbox).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(app.lightbox.getByText(`2 of ${sample.photos.length}`)).toBeVisible();
    await app.isAccessible('an open photo');
    await page.keyboard.press('Escape');
    await expect(app.lightbox).toBeHidden();
  });

  await test.step('select two photos and ask', async () => {
    await app.photos().nth(0).getByRole('button').click();
    await app.photos().nth(1).getByRole('button').click();
    await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Ask' }).click();
    await app.ask('When were these taken?');
    await expect(app.answer()).toHaveAttribute('data-state', 'done');
    await expect(app.answer()).toContainText('2022');
    await expect(app.answer().locator('[data-tool=facts]')).toBeVisible();
    await app.isAccessible('a conversation');
  });

  await test.step('follow up, by looking', async () => {
    await app.ask('What is in photo 1?');
    await expect(app.answer()).toHaveAttribute('data-state', 'done');
    await expect(app.answer().locator('[data-tool=decoder]')).toBeVisible();
    await expect(app.answer()).toContainText('saw 128 × 128 px');
  });

  await test.step('the last answer stays in sight', async () => {
    const pill = () => app.answer().locator('[data-tool]');
    await expect(pill()).toBeInViewport();
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: size.width, height: 520 });
    await expect(pill()).toBeInViewport();
    for (const question of ['Is there a dog?', 'What colour is it?']) {
      await app.ask(question);
      await expect(app.answer()).toHaveAttribute('data-state', 'done');
      await expect(pill()).toBeInViewport();
    }
    await page.setViewportSize(size);
  });

  await test.step('reload, and find the conversation again', async () => {
    await page.reload();
    await app.ready();
    await app.rail.getByRole('link', { name: /^Conversations/ }).click();
    await app.isAccessible('the conversations');
    await page.getByRole('main').getByText('When were these taken?').click();
    await expect(app.answer()).toContainText('saw 128 × 128 px');
  });

  await test.step('delete it', async () => {
    await app.chat.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('No conversations yet')).toBeVisible();
  });
});

test('an answer stops at once and keeps what was said', async ({ app, sample }) => {
  await app.addFolder('Holidays');
  await app.indexed(sample.photos.length);
  for (let index = 0; index < 12; index++) await app.photos().nth(index).getByRole('button').click();
  await app.page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Ask' }).click();
  await app.ask('Describe each photo.');
  await app.chat.getByRole('button', { name: 'Stop' }).click();
  await expect(app.answer()).toContainText('stopped');
  await expect(app.chat.getByRole('button', { name: 'Send' })).toBeVisible();
});

test('a folder leaves the library and its files stay', async ({ app, sample }) => {
  await app.addFolder('Holidays');
  await app.indexed(sample.photos.length);
  await app.rail.getByRole('link', { name: /^Holidays/ }).click();
  await app.page.getByRole('main').getByRole('button', { name: 'Remove' }).click();
  await app.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(app.photos()).toHaveCount(0);
  await expect(app.rail.getByRole('link', { name: /^Holidays/ })).toBeHidden();
});
