import { execFile } from 'node:child_process';
import type { Commit } from '@slipway/tool-release';

const FORMAT = '%H%x00%s%x00%an';

/**
 * The commits that come between two, newest first.
 *
 * @returns `undefined` when one of them is not in this clone
 */
export async function commitsBetween(
  workspace: string,
  from: Commit | undefined,
  to: Commit | undefined,
): Promise<readonly Commit[] | undefined> {
  if (!to) return undefined;
  // Before the first release there is no end to the history; the commit itself says enough.
  const range = from ? [`${from.sha}..${to.sha}`] : ['--max-count=1', to.sha];
  const log = await git(workspace, 'log', `--format=${FORMAT}`, ...range, '--');
  return log?.split('\n').filter(Boolean).map(readCommit);
}

function readCommit(line: string): Commit {
  const [sha = '', message = '', author] = line.split('\0');
  return { sha, message, ...(author && { author }) };
}

/** Before the message of a commit that has files beside it which are not committed. */
export const LOCAL_CHANGES = '(local changes) ';

/** Files that differ from the last commit would be released under its name. */
export async function hasLocalChanges(workspace: string): Promise<boolean> {
  return Boolean((await git(workspace, 'status', '--porcelain'))?.trim());
}

/** A folder that was unpacked from an archive is none, and nothing tells which of its files belong to the app. */
export async function isRepository(workspace: string): Promise<boolean> {
  return (await git(workspace, 'rev-parse', '--is-inside-work-tree'))?.trim() === 'true';
}

function git(workspace: string, ...args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const settings = { maxBuffer: 64 * 1024 * 1024 };
    execFile('git', ['-C', workspace, ...args], settings, (error, stdout) =>
      resolve(error ? undefined : stdout),
    );
  });
}
