import { execFileSync } from 'node:child_process';
import { Failure } from '@slipway/tool-terminal';

/**
 * What differs from where the branch left `base`: commits, the working tree, and files that Git does not know yet. A
 * file that was moved counts at both places.
 *
 * @throws Failure when Git knows no such revision
 */
export function changedFiles(workspace: string, base: string): readonly string[] {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: workspace, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const paths = (text: string) => text.split('\0').filter(Boolean);
  const left = branchPoint();
  return [
    ...paths(git('diff', '--name-only', '--no-renames', '--relative', '-z', left)),
    ...paths(git('ls-files', '--others', '--exclude-standard', '-z')),
  ];

  function branchPoint(): string {
    try {
      return git('merge-base', '--end-of-options', base, 'HEAD').trim();
    } catch {
      throw new Failure(
        'usage',
        `Git finds no commit in common between this branch and "${base}". Name a revision: --base=origin/main. Nothing was run.`,
      );
    }
  }
}
