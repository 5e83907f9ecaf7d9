import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PageTraffic } from './page-traffic';

/** What a page that failed is headed with. */
const FAILED = 'Something went wrong';

/** Somebody with a browser of their own in front of the guest book, who notices everything that goes wrong in it. */
export class Visitor {
  private readonly traffic: PageTraffic;

  private constructor(
    private readonly context: BrowserContext,
    private readonly page: Page,
    private readonly url: string,
  ) {
    this.traffic = new PageTraffic(page);
  }

  /** Comes to a site for the first time. */
  static async enter(browser: Browser, url: string): Promise<Visitor> {
    const context = await browser.newContext();
    const visitor = new Visitor(context, await context.newPage(), url);
    await visitor.reload();
    return visitor;
  }

  /** What went wrong so far, in words. */
  get problems(): readonly string[] {
    return this.traffic.problems;
  }

  /** Asks for the page anew and waits until nothing of it is under way any more, what it fetches ahead included. */
  async reload(): Promise<void> {
    await this.page.goto(this.url);
    await this.traffic.settled();
  }

  async sign(name: string, message: string): Promise<void> {
    await this.page.getByLabel('Name').fill(name);
    await this.page.getByLabel('Message').fill(message);
    await Promise.all([
      this.page.waitForEvent('load'),
      this.page.getByRole('button', { name: 'Sign' }).click(),
    ]);
    await this.traffic.settled();
  }

  async hasEntry(message: string): Promise<boolean> {
    return (await this.page.getByRole('listitem').filter({ hasText: message }).count()) > 0;
  }

  /** Asks for what a page fetches only then. @returns what it says; `undefined` when it does not come */
  async openTips(): Promise<string | undefined> {
    const button = this.page.getByRole('button', { name: 'Tips' });
    // As on every page that a server has rendered, a click is lost until its scripts have taken over.
    await this.page.waitForFunction(isReacts, await button.elementHandle());
    await button.click();
    const tips = this.page.getByRole('complementary', { name: 'Tips' });
    await tips.or(this.page.getByRole('heading', { name: FAILED })).waitFor();
    await this.traffic.settled();
    return (await tips.isVisible()) ? (await tips.innerText()).trim() : undefined;
  }

  /** Follows the link. */
  async goToAbout(): Promise<void> {
    await this.page.getByRole('link', { name: 'About' }).click();
    await this.page.getByRole('heading', { name: 'About' }).waitFor();
    await this.traffic.settled();
  }

  async goBack(): Promise<void> {
    await this.page.goBack();
    await this.page.getByRole('button', { name: 'Sign' }).waitFor();
    await this.traffic.settled();
  }

  async heading(): Promise<string> {
    return (await this.page.getByRole('heading', { level: 1 }).innerText()).trim();
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}

/** Runs in the browser: React marks the elements that it has taken over. */
function isReacts(element: object | null): boolean {
  return Object.keys(element ?? {}).some((key) => key.startsWith('__reactProps'));
}
