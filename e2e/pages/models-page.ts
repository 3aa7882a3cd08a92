import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { AppPage } from './app-page.ts';

/** The Models screen as a person uses it. */
export class ModelsPage {
  readonly page: Page;
  readonly inUse: Locator;
  readonly suggestion: Locator;
  private readonly app: AppPage;
  private readonly library: string;

  /** @param library the folder of the host's library. */
  constructor(app: AppPage, library: string) {
    this.app = app;
    this.library = library;
    this.page = app.page;
    this.inUse = app.page.getByTestId('models-in-use');
    this.suggestion = app.page.getByTestId('suggestion');
  }

  async open(): Promise<void> {
    await this.app.rail.getByRole('link', { name: /^Models/ }).click();
    await expect(this.inUse).toBeVisible();
  }

  /** Where a model's files are. */
  directoryOf(modelId: string): string {
    return join(this.library, 'models', modelId.replace('/', '--'));
  }

  card(title: string): Locator {
    return this.page.getByRole('article', { name: title, exact: true });
  }

  /** Waits until a card says so of its model. */
  async isInState(
    title: string,
    state: 'available' | 'installing' | 'partial' | 'installed' | 'corrupt',
  ): Promise<void> {
    await expect(this.card(title)).toHaveAttribute('data-state', state, { timeout: 30_000 });
  }

  /** Starts an installation with the files that suit this computer, accepting what has to be accepted. */
  async install(title: string): Promise<void> {
    const button = this.card(title).getByRole('button', { name: /^Install/ });
    const asks = (await button.getAttribute('aria-haspopup')) === 'dialog';
    await button.click();
    if (!asks) return;
    const dialog = this.page.getByRole('dialog', { name: /^Install/ });
    await dialog.waitFor();
    for (const box of await dialog.getByRole('checkbox').all()) await box.check();
    await dialog.getByRole('button', { name: 'Install', exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  async choose(title: string, item: string): Promise<void> {
    await this.card(title)
      .getByRole('button', { name: `More about ${title}` })
      .click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Installs a model and waits for its end. */
  async installed(title: string): Promise<void> {
    await this.install(title);
    await this.isInState(title, 'installed');
  }

  async useFor(title: string, use: 'search' | 'chat'): Promise<void> {
    await this.card(title)
      .getByRole('button', { name: `Use for ${use}` })
      .click();
  }

  /** Pauses all indexing, and with it switches of the search model, or has it go on. */
  async pauseIndexing(paused: boolean): Promise<void> {
    await this.app.rail.getByRole('link', { name: /^Settings/ }).click();
    const pause = this.page.getByRole('switch', { name: 'Pause all indexing' });
    if ((await pause.isChecked()) !== paused) await pause.click();
    await expect(pause).toBeChecked({ checked: paused });
    await this.open();
  }

  progress(title: string): Locator {
    return this.card(title).getByTestId('job-progress');
  }
}
