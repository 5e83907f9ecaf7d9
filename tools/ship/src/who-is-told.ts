import type { LocatedEnvironment } from '@slipway/tool-deploy';
import { announcersFrom, type Announcer } from '@slipway/tool-release';

export interface WhoIsTold {
  readonly announcer: Announcer;
  /** For the person at the terminal: why somebody is not told who otherwise would be. */
  readonly note?: string;
}

const NOBODY: NodeJS.ProcessEnv = {};

/**
 * Who outside is told of releases to an environment, by the environment of the process. What happens on the embedded
 * cloud is a rehearsal: Slack and GitHub hear of it only with `SLIPWAY_ANNOUNCE_EMBEDDED=1`.
 */
export function whoIsTold({ cloud }: Pick<LocatedEnvironment, 'cloud'>, env: NodeJS.ProcessEnv): WhoIsTold {
  if (cloud !== 'embedded' || env.SLIPWAY_ANNOUNCE_EMBEDDED === '1')
    return { announcer: announcersFrom(env) };
  const names = [
    ...(env.SLIPWAY_SLACK_WEBHOOK ? ['Slack'] : []),
    ...(env.GITHUB_TOKEN && env.GITHUB_REPOSITORY ? ['GitHub'] : []),
  ];
  return {
    announcer: announcersFrom(NOBODY),
    ...(names.length > 0 && {
      note: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not told: this is the embedded cloud. To tell all the same, set SLIPWAY_ANNOUNCE_EMBEDDED=1.`,
    }),
  };
}
