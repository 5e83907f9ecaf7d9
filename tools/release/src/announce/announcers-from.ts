import { combine, type Announcer } from './announcer';
import { REAL_TIME } from './deliver';
import { gitHubAnnouncer } from './github';
import { slackAnnouncer } from './slack';

/**
 * Who is told, by the environment of the process:
 *
 * - `HTTPS_PROXY`, `NO_PROXY` and authorities: the way there
 * - `SLIPWAY_SLACK_WEBHOOK`: URL of an incoming webhook
 * - `GITHUB_TOKEN` and `GITHUB_REPOSITORY`, as in GitHub Actions; `GITHUB_API_URL` for GitHub Enterprise
 */
export function announcersFrom(env: NodeJS.ProcessEnv = process.env, time = REAL_TIME): Announcer {
  const { SLIPWAY_SLACK_WEBHOOK: webhook, GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository } = env;
  const means = { ...time, env };
  return combine([
    ...(webhook ? [slackAnnouncer(webhook, means)] : []),
    ...(token && repository
      ? [gitHubAnnouncer({ token, repository, apiUrl: env.GITHUB_API_URL }, means)]
      : []),
  ]);
}
