import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';

/** Nothing is begun for so long: what a page fetches ahead, it fetches within moments of being shown. */
const QUIET_MS = 500;

/** A browser gives up no sooner on its own; a machine that is short of cores is slow, which is no failure. */
const PATIENCE_MS = 60_000;

/** What a page asks for, and what goes wrong with it: requests, answers, scripts, the content security policy. */
export class PageTraffic {
  /** What went wrong, in words. */
  readonly problems: string[] = [];
  private readonly open = new Set<Request>();
  private lastEvent = performance.now();

  constructor(page: Page) {
    page.on('request', (request) => this.note(() => this.open.add(request)));
    page.on('requestfinished', (request) => this.note(() => this.open.delete(request)));
    page.on('requestfailed', (request) => this.note(() => this.fail(request)));
    page.on('response', (response) => {
      if (response.status() >= 400) this.problems.push(`HTTP ${response.status()} at ${response.url()}`);
    });
    page.on('pageerror', ({ message }) => this.problems.push(`script: ${message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      this.problems.push(`console: ${message.text()} (${message.location().url})`);
    });
  }

  /** Waits until nothing is under way any more. What was just clicked may take a moment to ask for something. */
  async settled(): Promise<void> {
    const since = performance.now();
    const deadline = since + PATIENCE_MS;
    while (this.open.size > 0 || performance.now() - Math.max(since, this.lastEvent) < QUIET_MS) {
      if (performance.now() > deadline) {
        const urls = [...this.open].map((request) => request.url());
        throw new Error(`The page is not done after ${PATIENCE_MS / 1000} s: ${urls.join(', ')}`);
      }
      await sleep(50);
    }
  }

  private note(change: () => void): void {
    this.lastEvent = performance.now();
    change();
  }

  private fail(request: Request): void {
    this.open.delete(request);
    const { errorText } = request.failure() ?? {};
    // Broken off by the browser itself, as it goes to another page: what was fetched ahead, or a payload of another
    // build. An error of the network has another name; and a chunk is never given up here.
    if (errorText === 'net::ERR_ABORTED' && !request.url().includes('/_next/static/')) return;
    this.problems.push(`${errorText} at ${request.url()}`);
  }
}
