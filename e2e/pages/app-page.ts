import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

/** The window as a person uses it. */
export class AppPage {
  readonly page: Page;
  readonly search: Locator;
  readonly rail: Locator;
  readonly lightbox: Locator;
  readonly chat: Locator;

  constructor(page: Page) {
    this.page = page;
    this.search = page.getByRole('combobox', { name: 'Search photos' });
    this.rail = page.getByRole('navigation', { name: 'Library' });
    this.lightbox = page.getByRole('dialog', { name: /^Photo / });
    this.chat = page.getByRole('complementary', { name: 'Conversation' });
  }

  async ready(): Promise<void> {
    await expect(this.rail).toBeVisible();
  }

  /** Adds `folder`, which is in the only root, with the picker. */
  async addFolder(folder: string): Promise<void> {
    await this.rail.getByRole('button', { name: 'Add folder' }).click();
    const picker = this.page.getByRole('dialog', { name: 'Add a folder' });
    await picker.getByText(folder, { exact: true }).click();
    await picker.getByRole('button', { name: 'Add this folder' }).click();
    await expect(picker).toBeHidden();
  }

  /** Waits until the rail counts so many photos and nothing is running. */
  async indexed(count: number): Promise<void> {
    await expect(this.rail.getByRole('link', { name: `Library ${count}` })).toBeVisible();
    await expect(this.rail.getByRole('link', { name: /^100 percent done/ })).toBeVisible({ timeout: 60_000 });
  }

  photos(): Locator {
    return this.page.getByRole('gridcell');
  }

  async searchFor(text: string): Promise<void> {
    await this.search.fill(text);
    await this.search.press('Enter');
    await expect(this.page.getByRole('main', { name: 'Photos found' })).toBeVisible();
  }

  async ask(question: string): Promise<void> {
    await this.chat.getByRole('textbox', { name: 'Your question' }).fill(question);
    await this.chat.getByRole('button', { name: 'Send' }).click();
  }

  /** The newest answer in the conversation. */
  answer(): Locator {
    return this.chat.getByRole('article', { name: 'Answer' }).last();
  }

  /** Fails on accessibility findings that keep someone out. */
  async isAccessible(screen: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `accessibility of ${screen}`).toEqual([]);
  }
}
