import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { localProcesses, type ReleaseRecord } from '@slipway/tool-release';

/** Who releases: whoever pushed, in GitHub Actions; on a laptop whoever git knows. */
export function caller(workspace: string, env: NodeJS.ProcessEnv): ReleaseRecord['by'] {
  const { GITHUB_ACTOR, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  const run = GITHUB_RUN_ID && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  const processStart = localProcesses.startOf(process.pid);
  return {
    name: GITHUB_ACTOR || gitName(workspace) || userInfo().username,
    host: localProcesses.host,
    pid: process.pid,
    ...(processStart !== undefined && { processStart }),
    ...(run && { runUrl: run }),
  };
}

function gitName(workspace: string): string | undefined {
  try {
    return execFileSync('git', ['-C', workspace, 'config', 'user.name'], {
      encoding: 'utf8',
      // What git complains of is nothing that the person at the terminal asked for.
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
