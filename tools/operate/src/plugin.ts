import { spawn } from 'node:child_process';
import type { AwsTarget } from '@slipway/tool-aws';
import { execTarget, sessionPluginCommand } from '@slipway/tool-exec';
import type { ShellTarget } from './shell-target';

/** A session as AWS hands it out. */
export interface OpenedSession {
  readonly sessionId?: string;
  readonly streamUrl?: string;
  readonly tokenValue?: string;
}

export const PLUGIN_HOWTO =
  'Install the session-manager-plugin of AWS: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html';

/** How the plugin is run for a session. The profile is that of the environment, where it has one of its own. */
export function pluginCall(
  plugin: string,
  session: OpenedSession,
  target: ShellTarget,
  { region, variables = {} }: AwsTarget,
) {
  const { AWS_PROFILE: profile } = 'AWS_PROFILE' in variables ? variables : process.env;
  return sessionPluginCommand(plugin, {
    sessionId: session.sessionId ?? '',
    streamUrl: session.streamUrl ?? '',
    tokenValue: session.tokenValue ?? '',
    region,
    target: execTarget(target.taskArn, target.runtimeId),
    profile,
    endpoint: variables.AWS_ENDPOINT_URL,
  });
}

export interface Program {
  readonly argv: readonly string[];
  readonly env: { readonly [name: string]: string };
}

/**
 * Runs a program at this terminal; Ctrl-C is its own to answer.
 *
 * @returns its exit code; `undefined` when it is not installed
 */
export async function runAtTerminal({
  argv: [file = '', ...args],
  env,
}: Program): Promise<number | undefined> {
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  try {
    return await new Promise((resolve, reject) => {
      spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...env } })
        .once('error', (error: NodeJS.ErrnoException) =>
          error.code === 'ENOENT' ? resolve(undefined) : reject(error),
        )
        .once('close', (code) => resolve(code ?? 1));
    });
  } finally {
    process.off('SIGINT', ignore);
  }
}
