import { expect, test } from '../fixtures/host.ts';

test('every screen opens from the rail and keeps nobody out', async ({ app, sample }) => {
  await app.addFolder('Holidays');
  await app.indexed(sample.photos.length);
  for (const name of ['Favourites', 'Conversations', 'Activity', 'Models', 'Settings']) {
    await app.rail.getByRole('link', { name: new RegExp(name) }).click();
    await expect(app.page.getByRole('main')).toBeVisible();
    await app.isAccessible(name);
  }
});

test('the keyboard alone is enough', async ({ app, sample }) => {
  const { page } = app;
  await app.addFolder('Holidays');
  await app.indexed(sample.photos.length);
  await page.keyboard.press('/');
  await expect(app.search).toBeFocused();
  await page.keyboard.type('type:jpeg');
  await page.keyboard.press('Enter');
  await expect(page.getByText(`${sample.photos.length} photos in`)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(app.photos().first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('Control+a');
  await expect(page.getByText(`${sample.photos.length} selected`)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(app.lightbox).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await app.isAccessible('the shortcuts');
});

test('dark mode keeps its contrast', async ({ app, sample, page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await app.addFolder('Holidays');
  await app.indexed(sample.photos.length);
  await app.isAccessible('the library in the dark');
  await app.searchFor('snow');
  await app.isAccessible('the search in the dark');
});

test('the search model is measured on the person’s own photos', async ({ app, sample }) => {
  await app.addFolder('Holidays');
  await app.indexed(sample.photos.length);
  await app.rail.getByRole('link', { name: /^Models/ }).click();
  await app.page.getByRole('button', { name: 'Compare quality' }).click();
  await app.isAccessible('the comparison before anything is measured');
  await app.page.getByRole('button', { name: /^Measure/ }).click();
  await expect(app.page.getByText(/Fewer than two of the photos have a caption/)).toBeVisible();
  await app.page.getByRole('button', { name: 'File names' }).click();
  await app.page.getByRole('button', { name: /^Measure/ }).click();
  await expect(app.page.getByText(`${sample.photos.length} photos,`)).toBeVisible();
  await expect(app.page.getByTestId('verdict')).toContainText('among the first 10');
  await app.isAccessible('the measurement');
});

test('an address of a mirror is taken once it is one, and the usual one comes back', async ({ app }) => {
  const { page } = app;
  await app.rail.getByRole('link', { name: /^Settings/ }).click();
  const address = page.getByRole('textbox', { name: 'Where models come from' });
  const usual = await address.inputValue();
  await address.fill('mirror.example');
  await expect(page.getByRole('alert')).toContainText('begins with https://');
  await app.isAccessible('an address that is none');
  await address.fill('https://mirror.example/');
  await address.press('Enter');
  await expect(address).toHaveValue('https://mirror.example');
  await page.reload();
  await app.ready();
  await expect(address).toHaveValue('https://mirror.example');
  await page.getByRole('button', { name: 'Back to the usual address' }).click();
  await expect(address).toHaveValue(usual);
});
