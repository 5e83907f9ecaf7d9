import { spawn } from 'node:child_process';

/** What opens an address in the user's browser. */
export function browserCommand(platform: NodeJS.Platform, url: string): readonly string[] {
  if (platform === 'darwin') return ['open', url];
  // The first word in quotes would be the window's title.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""', url.replaceAll('&', '^&')];
  return ['xdg-open', url];
}

/** @returns whether there was something to open it with */
export function openInBrowser(
  url: string,
  { platform = process.platform, env = process.env } = {},
): Promise<boolean> {
  const [file = '', ...args] = browserCommand(platform, url);
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: 'ignore', detached: true, env });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
