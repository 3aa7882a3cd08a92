import { _electron } from '@playwright/test';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { collectErrors, expect, test } from '../fixtures/host.ts';
import { AppPage } from '../pages/app-page.ts';
import { electronRuntime } from '../../scripts/electron-runtime.ts';
import { root } from '../../scripts/root.ts';

const runtime = electronRuntime({ mayDownload: false });

test('the desktop app opens on a folder, searches it and answers', async ({ sample }) => {
  test.skip('missing' in runtime, 'missing' in runtime ? runtime.missing : '');
  if ('missing' in runtime) return;
  await using library = await temporaryFolder();
  const electron = await _electron.launch({
    executablePath: runtime.path,
    args: [root, sample.directory],
    env: { ...process.env, AFTERIMAGE_LIBRARY: library.path },
  });
  try {
    const page = await electron.firstWindow();
    const errors = collectErrors(page);
    const app = new AppPage(page);
    await app.ready();
    await app.indexed(sample.photos.length);
    await app.searchFor('a boat on the sea');
    await expect(app.photos().first()).toBeVisible();
    await app.photos().first().getByRole('button').click();
    await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Ask' }).click();
    await app.ask('When was this taken?');
    await expect(app.answer()).toContainText('20');
    expect(errors).toEqual([]);
  } finally {
    await electron.close();
  }
});
