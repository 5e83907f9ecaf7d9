import { Failure } from '@slipway/tool-terminal';
import { tryWays, type Attempt } from './try-ways';
import type { Way } from './ways';

const installed: Way = { name: '/usr/bin/chromium', program: '/usr/bin/chromium' };
const download: Way = { name: "Playwright's download", installer: 'playwright' };
const debian: Way = { name: "Debian's package", program: '/usr/bin/chromium', installer: 'debian' };

/** Opens what is named here, and installs nothing but notes it. */
function attempt(opens: readonly Way[], failing: { readonly [way: string]: string } = {}) {
  const installs: string[] = [];
  const made: Attempt<string> = {
    open: async (way) => {
      if (opens.includes(way)) return `browser of ${way.name}`;
      throw new Error(failing[way.name] ?? 'it does not open');
    },
    install: async (installer) => {
      installs.push(installer);
      if (failing[installer]) throw new Error(failing[installer]);
    },
  };
  return { made, installs };
}

test('the first that opens is taken, and nothing is installed beyond it', async () => {
  const { made, installs } = attempt([installed, debian]);
  expect(await tryWays([installed, download, debian], made)).toEqual({
    way: installed,
    browser: 'browser of /usr/bin/chromium',
  });
  expect(installs).toEqual([]);
});

test('a program that does not open is passed over', async () => {
  const { made, installs } = attempt([download]);
  expect((await tryWays([installed, download, debian], made)).way).toBe(download);
  expect(installs).toEqual(['playwright']);
});

test('so is an installer that brings nothing', async () => {
  const { made, installs } = attempt([download, debian], { playwright: 'no internet' });
  expect((await tryWays([download, debian], made)).way).toBe(debian);
  expect(installs).toEqual(['playwright', 'debian']);
});

test('without any, it says what was tried and, in the last line, how to get one', async () => {
  const { made } = attempt([], {
    playwright: 'Error: getaddrinfo ENOTFOUND',
    "Debian's package":
      'browserType.launch: Target closed\n  /usr/bin/chromium: error while loading shared libraries: libnss3.so',
  });
  const failure = await tryWays([installed, download, debian], made).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  const { kind, message } = failure as Failure;
  expect(kind).toBe('toolMissing');
  const lines = message.split('\n');
  expect(lines.slice(0, -1)).toEqual([
    'No browser opens here:',
    '  - /usr/bin/chromium: it does not open',
    "  - Playwright's download: Error: getaddrinfo ENOTFOUND",
    "  - Debian's package: /usr/bin/chromium: error while loading shared libraries: libnss3.so",
  ]);
  expect(lines.at(-1)).toMatch(/^Install .*apt-get install chromium.*brew install.*SLIPWAY_BROWSER/);
});

test("Playwright's frames are left out", async () => {
  const framed = '╔══════╗\n║ Executable does not exist ║\n╚══════╝';
  const { made } = attempt([], { [installed.name]: framed });
  await expect(tryWays([installed], made)).rejects.toThrow(/chromium: Executable does not exist\n/);
});
