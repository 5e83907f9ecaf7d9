import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/** Opening takes less than a second; a machine that does much else may need a while. */
const OPENS_WITHIN_MS = 60_000;

/**
 * How the browser is started, beyond what Playwright says anyway: a profile of its own that goes away with it, no first
 * run, no sync, no updates, no default apps, no networking in the background.
 *
 * @see https://github.com/microsoft/playwright/blob/main/packages/playwright-core/src/server/chromium/chromiumSwitches.ts
 */
export function launchOptions(isRoot: boolean, program?: string): LaunchOptions {
  return {
    executablePath: program,
    headless: true,
    // Chromium's sandbox refuses to work for root, who is in most containers that tests run in.
    chromiumSandbox: !isRoot,
    timeout: OPENS_WITHIN_MS,
    args: [
      // Tests open pages of this machine. Whatever wants to reach another one, be it the browser itself, finds none.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      '--no-proxy-server',
    ],
  };
}

/** Ends with this process, however that ends: it is driven through a pipe and does not stay when that closes. */
export function launch(isRoot: boolean, program?: string): Promise<Browser> {
  return chromium.launch(launchOptions(isRoot, program));
}
