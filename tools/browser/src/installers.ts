import { dirname, join } from 'node:path';
import { runInstaller } from './run-installer';

const MINUTE_MS = 60_000;

/** A package fetched and unpacked without a question, so that nobody has to be there. */
const UNATTENDED = { DEBIAN_FRONTEND: 'noninteractive' };

/** Somebody else may be at it, such as the updates that a machine does by itself. */
const PATIENT = ['-o', `DPkg::Lock::Timeout=${10 * 60}`];

/** Mirrors that do not answer are given up, one after the other. */
const BOUNDED = [
  '-o',
  'Acquire::http::Timeout=10',
  '-o',
  'Acquire::https::Timeout=10',
  '-o',
  'Acquire::Retries=1',
];

/** Of Debian's chromium what it needs, without fonts and helpers that a headless browser has no use for. */
const CHROMIUM = ['install', '--yes', '--quiet=2', '--no-install-recommends'];

/** What brings a browser to a machine that has none. */
export const INSTALLERS = {
  /**
   * Into Playwright's cache, where every project of this machine with the same Playwright finds it. The smallest of
   * its browsers: Chromium without windows.
   */
  async playwright(): Promise<void> {
    const cli = join(dirname(require.resolve('playwright-core/package.json')), 'cli.js');
    await runInstaller(process.execPath, [cli, 'install', '--only-shell', '--no-remove', 'chromium'], {
      // It tries five times, one after the other; without internet that must end soon.
      env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000' },
      withinMs: 5 * MINUTE_MS,
    });
  },

  /** Fetching may be cut short; unpacking must not be, or it would leave the machine's packages half done. */
  async debian(): Promise<void> {
    const fetching = { env: UNATTENDED, withinMs: 5 * MINUTE_MS };
    await runInstaller('apt-get', ['update', '--quiet=2', ...BOUNDED], fetching);
    await runInstaller(
      'apt-get',
      [...CHROMIUM, '--download-only', ...PATIENT, ...BOUNDED, 'chromium'],
      fetching,
    );
    await runInstaller('apt-get', [...CHROMIUM, ...PATIENT, 'chromium'], { env: UNATTENDED });
  },
};
