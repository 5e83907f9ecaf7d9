import { execFile } from 'node:child_process';
import type { Commit } from '../record/release-record';
import type { CommitHistory } from '../ports/ports';

/** The commits of a clone. A shallow one, as CI makes them by default, knows few. */
export function gitCommits(
  workspace: string,
): CommitHistory & { describe(revision: string): Promise<Commit | undefined> } {
  const git = (...args: readonly string[]) =>
    new Promise<{ readonly code: number; readonly output: string }>((resolve) => {
      execFile('git', ['-C', workspace, ...args], (error, stdout) => {
        resolve({ code: error ? (typeof error.code === 'number' ? error.code : 128) : 0, output: stdout });
      });
    });
  return {
    // https://git-scm.com/docs/git-merge-base: 0 is yes, 1 is no, anything else that it cannot tell.
    isAncestor: async (commit, of) => {
      const { code } = await git('merge-base', '--is-ancestor', commit, of);
      if (code === 0) return 'yes';
      if (code !== 1) return 'unknown';
      // Without the commits between them, a shallow clone takes an ancestor for a stranger.
      const { output } = await git('rev-parse', '--is-shallow-repository');
      return output.trim() === 'true' ? 'unknown' : 'no';
    },
    describe: async (revision) => {
      const { code, output } = await git(
        'show',
        '--no-patch',
        '--format=%H%n%s%n%an',
        `${revision}^{commit}`,
        '--',
      );
      const [sha, message, author] = output.split('\n');
      return code === 0 && sha ? { sha, message: message ?? '', ...(author && { author }) } : undefined;
    },
  };
}
