import { waysToBrowser, type Machine } from './ways';

/** A machine on which these programs are, and nothing else. */
function machine(programs: readonly string[], differing: Partial<Machine> = {}): Machine {
  return {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin', HOME: '/home/ada' },
    isRoot: false,
    isProgram: (path) => programs.includes(path),
    ...differing,
  };
}

/** What is run, or what brings it. */
const summary = (which: Machine) =>
  waysToBrowser(which).map(({ program, installer }) => installer ?? program ?? 'cache');

const APP = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const OWN_APP = '/home/ada/Applications/Chromium.app/Contents/MacOS/Chromium';
const root = { isRoot: true };
const mac = { platform: 'darwin' } as const;

test.each<[string, Machine, string[]]>([
  ['a bare one', machine([]), ['cache', 'playwright']],
  [
    'one with browsers, Chromium first and each as a shell finds it',
    machine([
      ...['/usr/bin/microsoft-edge', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'],
      ...['/usr/bin/chromium', '/usr/local/bin/chromium', '/usr/bin/chromium-browser'],
    ]),
    [
      ...['/usr/local/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
      ...['/usr/bin/google-chrome-stable', '/usr/bin/microsoft-edge', 'cache', 'playwright'],
    ],
  ],
  [
    "a Mac, everybody's applications first",
    machine([OWN_APP, APP], mac),
    [APP, OWN_APP, 'cache', 'playwright'],
  ],
  ['one with the folders of a Mac that is none', machine([APP]), ['cache', 'playwright']],
  ['Debian as root', machine(['/usr/bin/apt-get'], root), ['cache', 'playwright', 'debian']],
  ['Debian as somebody else', machine(['/usr/bin/apt-get']), ['cache', 'playwright']],
  ['root without apt-get', machine([], root), ['cache', 'playwright']],
  ['a Mac with an apt-get', machine(['/usr/bin/apt-get'], { ...root, ...mac }), ['cache', 'playwright']],
  ['one without a PATH', machine(['/usr/bin/chromium'], { env: {} }), ['cache', 'playwright']],
  [
    'one where a browser is named, which is that or none',
    machine(['/usr/bin/chromium'], { env: { PATH: '/usr/bin', SLIPWAY_BROWSER: '/opt/mine' } }),
    ['/opt/mine'],
  ],
])('%s', (_, which, expected) => {
  expect(summary(which)).toEqual(expected);
});
