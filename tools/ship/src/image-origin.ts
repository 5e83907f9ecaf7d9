import { execFile } from 'node:child_process';
import { hasLocalChanges } from './history';

/** Where an image comes from, for whoever finds it in a registry. */
export interface ImageOrigin {
  /** Commit; `-dirty` after it when files differ from it. */
  readonly revision: string;
  /** Address of the repository, without credentials. */
  readonly source: string;
}

const UNKNOWN = 'unknown';

/** What git and GitHub Actions know; `unknown` where they know nothing. */
export async function imageOrigin(
  workspace: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<ImageOrigin> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env;
  const [commit, isDirty, remote] = await Promise.all([
    git(workspace, 'rev-parse', 'HEAD'),
    hasLocalChanges(workspace),
    git(workspace, 'config', '--get', 'remote.origin.url'),
  ]);
  return {
    revision: commit === undefined ? UNKNOWN : `${commit}${isDirty ? '-dirty' : ''}`,
    source: server && repository ? `${server}/${repository}` : (remote && webAddress(remote)) || UNKNOWN,
  };
}

/** `git@github.com:acme/shop.git` as a page. @returns `undefined` for a folder on somebody's machine */
export function webAddress(remote: string): string | undefined {
  const [, host, path] = /^(?:(?:https?|ssh):\/\/)(?:[^@/]+@)?([^/]+)\/(.+?)(?:\.git)?$/.exec(remote) ??
    /^(?:[^@/]+@)([^:/]+):(.+?)(?:\.git)?$/.exec(remote) ?? [undefined, undefined, undefined];
  return host && path && `https://${host}/${path}`;
}

function git(workspace: string, ...args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('git', ['-C', workspace, ...args], (error, stdout) =>
      resolve(error ? undefined : stdout.trim()),
    );
  });
}
