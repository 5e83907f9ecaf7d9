import { Failure } from '@slipway/tool-terminal';
import type { Way } from './ways';

/** Way and browser, once one opens. */
export interface Opened<Browser> {
  readonly way: Way;
  readonly browser: Browser;
}

export interface Attempt<Browser> {
  /** @throws Error when that program does not open */
  open(way: Way): Promise<Browser>;
  /** @throws Error when that installer brings nothing */
  install(installer: NonNullable<Way['installer']>): Promise<void>;
}

/**
 * The first way that leads to an open browser. That a program is there says little: Ubuntu has one that only asks for a
 * snap, and a download may lack libraries of the system.
 *
 * @throws Failure `toolMissing`, with what was tried and how to get a browser
 */
export async function tryWays<Browser>(
  ways: readonly Way[],
  { open, install }: Attempt<Browser>,
): Promise<Opened<Browser>> {
  const reasons: string[] = [];
  for (const way of ways) {
    try {
      if (way.installer) await install(way.installer);
      return { way, browser: await open(way) };
    } catch (error) {
      reasons.push(`  - ${way.name}: ${gist((error as Error).message)}`);
    }
  }
  throw new Failure('toolMissing', ['No browser opens here:', ...reasons, HOW_TO_INSTALL].join('\n'));
}

const HOW_TO_INSTALL =
  'Install Chromium, Chrome or Edge (Debian: sudo apt-get install chromium; macOS: brew install --cask google-chrome; ' +
  'elsewhere: npx playwright-core install --with-deps --only-shell chromium), or set SLIPWAY_BROWSER to its program.';

/** Playwright's messages are pages with frames and stacks; the first line that is a sentence tells most. */
function gist(message: string): string {
  const lines = message
    .split('\n')
    .map((line) => line.replace(/^(?:browserType.launch: |[\s║╔╚═-])+|[\s║╗╝═]+$/g, ''));
  const line =
    lines.find((text) => /error while loading|no usable sandbox/i.test(text)) ?? lines.find(Boolean);
  return line ?? 'no reason given';
}
