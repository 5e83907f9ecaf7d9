import { accessSync, constants, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { findPython, withFileLock } from '@slipway/tool-python';
import { INSTALLERS } from './installers';
import { launch } from './launch';
import { tryWays } from './try-ways';
import { waysToBrowser, type Machine, type Way } from './ways';

export interface BrowserOptions {
  /** Told when something takes a while. @default nobody */
  readonly note?: (text: string) => void;
}

const LOCK = join(resolve(__dirname, '../../..'), '.slipway', 'browser.lock');

/** What led to a browser before, so that this process looks around only once. */
let known: Way | undefined;

/**
 * Opens a headless browser of its own: one that is installed, else one that this call installs.
 *
 * @throws Failure `toolMissing`, with what was tried and how to get a browser
 */
export async function openBrowser({ note = () => undefined }: BrowserOptions = {}): Promise<Browser> {
  const machine = thisMachine();
  const open = ({ program }: Way) => launch(machine.isRoot, program);
  if (known) return open(known);
  const attempt = {
    open,
    install: (installer: keyof typeof INSTALLERS) => {
      note(
        `No browser opens here. Trying ${installer === 'debian' ? "Debian's package" : "Playwright's download"} ...`,
      );
      return INSTALLERS[installer]();
    },
  };
  const ways = waysToBrowser(machine);
  const here = ways.filter(({ installer }) => installer === undefined);
  const opened = await tryWays(here, attempt).catch(async (failure: unknown) => {
    if (here.length === ways.length) throw failure;
    // Test processes come at the same time. Who has waited looks again at what there is.
    return withFileLock(await findPython(process.env), LOCK, () => tryWays(waysToBrowser(machine), attempt));
  });
  known = opened.way;
  return opened.browser;
}

function thisMachine(): Machine {
  return { platform: process.platform, env: process.env, isRoot: process.getuid?.() === 0, isProgram };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
