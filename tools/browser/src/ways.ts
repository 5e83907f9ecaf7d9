import { delimiter, join } from 'node:path';

/** A way to a browser. */
export interface Way {
  /** What messages call it. */
  readonly name: string;
  /** Absolute path of the program. @default the one in Playwright's cache */
  readonly program?: string;
  /** What brings it here. @default it is here */
  readonly installer?: 'playwright' | 'debian';
}

/** What decides which ways there are. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly isRoot: boolean;
  isProgram(path: string): boolean;
}

/** As Linux distributions and vendors call it. All are Chromium, which is what Playwright drives unchanged. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const MAC_APPS = ['Chromium', 'Google Chrome', 'Microsoft Edge'];

/**
 * The ways to a browser on a machine, in the order to try them in: nothing is installed as long as something serves.
 * Who names a browser gets that one or none.
 */
export function waysToBrowser(machine: Machine): readonly Way[] {
  const { env, platform, isRoot } = machine;
  if (env.SLIPWAY_BROWSER) return [{ name: 'SLIPWAY_BROWSER', program: env.SLIPWAY_BROWSER }];
  return [
    ...installed(machine),
    { name: "Playwright's own browser" },
    { name: "Playwright's download", installer: 'playwright' },
    ...(platform === 'linux' && isRoot && onPath('apt-get', machine).length > 0 ? [DEBIAN] : []),
  ];
}

const DEBIAN: Way = { name: "Debian's package", program: '/usr/bin/chromium', installer: 'debian' };

function installed(machine: Machine): readonly Way[] {
  const { platform, env } = machine;
  const folders = ['/Applications', ...(env.HOME ? [join(env.HOME, 'Applications')] : [])];
  const apps = folders.flatMap((folder) =>
    MAC_APPS.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)),
  );
  return [
    ...NAMES.flatMap((name) => onPath(name, machine)),
    ...(platform === 'darwin' ? apps.filter((app) => machine.isProgram(app)) : []),
  ].map((program) => ({ name: program, program }));
}

/** @returns the first of that name, as a shell finds it; nothing if there is none */
function onPath(name: string, { env, isProgram }: Machine): readonly string[] {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders
    .map((folder) => join(folder, name))
    .filter(isProgram)
    .slice(0, 1);
}
