import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closedNetwork, startClosedHost } from '../fixtures/closed-network.ts';
import { expect, test } from '../fixtures/host.ts';
import { AppPage } from '../pages/app-page.ts';

test('with no network at all everything works, and nothing tries to leave', async ({ page, sample }) => {
  test.skip('missing' in closedNetwork, 'missing' in closedNetwork ? closedNetwork.missing : '');
  if ('missing' in closedNetwork) return;
  const library = await mkdtemp(join(tmpdir(), 'afterimage-library-'));
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  {
    await using host = await startClosedHost(closedNetwork.command, library, join(sample.directory, '..'));
    await page.goto(host.url);
    const app = new AppPage(page);
    await app.ready();
    await app.addFolder('Holidays');
    await app.indexed(sample.photos.length);
    await app.searchFor('a boat on the sea');
    await expect(app.photos().first()).toBeVisible();
    await app.photos().first().getByRole('button').click();
    await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Ask' }).click();
    await app.ask('What is in this photo?');
    await expect(app.answer()).toHaveAttribute('data-state', 'done');
    expect(host.strayPackets()).toBe(0);
    const origin = new URL(host.url).origin;
    const foreign = requests.filter((url) => !url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url));
    expect(foreign).toEqual([]);
    expect(requests.length).toBeGreaterThan(20);
    await host.tryToLeave();
    expect(host.strayPackets(), 'the count sees a connection that does try').toBeGreaterThan(0);
  }
  await rm(library, { recursive: true, force: true });
});
