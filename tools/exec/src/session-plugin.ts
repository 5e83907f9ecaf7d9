import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** What ExecuteCommand answers, with what the plugin needs to know of the target. */
export interface PluginSession {
  readonly sessionId: string;
  readonly streamUrl: string;
  readonly tokenValue: string;
  readonly region: string;
  /** `ecs:<cluster>_<task id>_<runtime id>`. */
  readonly target: string;
  /** @default none, as the user has it */
  readonly profile?: string;
  /** Of SSM. @default that of the region */
  readonly endpoint?: string;
}

const PLUGIN = 'session-manager-plugin';

/** AWS's own client, if it is on the PATH. */
export function findSessionPlugin(path: string | undefined): string | undefined {
  return (path ?? '')
    .split(delimiter)
    .filter(isAbsolute)
    .map((directory) => join(directory, PLUGIN))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * How the AWS command line starts the plugin. The session, and with it its token, is taken from a variable, because the
 * command lines of all processes are there for everybody to read.
 *
 * @see https://github.com/aws/session-manager-plugin/blob/mainline/src/sessionmanagerplugin/session/session.go
 */
export function sessionPluginCommand(
  plugin: string,
  session: PluginSession,
): { readonly argv: readonly string[]; readonly env: { readonly [name: string]: string } } {
  const variable = 'AWS_SSM_START_SESSION_RESPONSE';
  return {
    argv: [
      plugin,
      variable,
      session.region,
      'StartSession',
      session.profile ?? '',
      JSON.stringify({ Target: session.target }),
      session.endpoint ?? `https://ssm.${session.region}.amazonaws.com`,
    ],
    env: {
      [variable]: JSON.stringify({
        SessionId: session.sessionId,
        StreamUrl: session.streamUrl,
        TokenValue: session.tokenValue,
      }),
    },
  };
}

/** Of a task's ARN and its container's runtime id. */
export function execTarget(taskArn: string, runtimeId: string): string {
  const [, cluster = '', task = ''] = (taskArn.split(':').at(-1) ?? '').split('/');
  return `ecs:${cluster}_${task}_${runtimeId}`;
}
