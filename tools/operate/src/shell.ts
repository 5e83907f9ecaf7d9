import type { AwsTarget, OpenEnvironment } from '@slipway/tool-aws';
import { findSessionPlugin, runSession, type SessionStreams } from '@slipway/tool-exec';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { taskIdOf } from './names';
import { pluginCall, runAtTerminal } from './plugin';
import { readShellTarget, type ShellTarget } from './shell-target';

export interface ShellOptions {
  readonly service?: string;
  /** @default a login shell */
  readonly command?: readonly string[];
  readonly streams: SessionStreams;
}

/** `sh` is in every image that has a shell at all. */
const SHELL = ['/bin/sh'];

/**
 * Opens a shell, or runs a command, in a running container. AWS does not tell how the command ended.
 *
 * @throws Failure `refused` with what is in the way
 */
export async function openShell(
  open: OpenEnvironment & { readonly target: AwsTarget },
  { service, command = SHELL, streams }: ShellOptions,
): Promise<void> {
  const target = await readShellTarget(open, service);
  const ecs = await open.clients.ecs();
  const { session = {} } = await ecs
    .executeCommand({
      cluster: target.cluster,
      task: target.taskArn,
      container: target.container,
      command: commandLine(command),
      interactive: true,
    })
    .catch((error: Error) => {
      throw GONE.test(error.name) ? gone(target, open, error) : error;
    });
  const plugin = target.kmsKeyId ? findSessionPlugin(process.env.PATH) : undefined;
  if (plugin && streams.terminal) await runAtTerminal(pluginCall(plugin, session, target, open.target));
  else
    await runSession({ streamUrl: session.streamUrl ?? '', tokenValue: session.tokenValue ?? '' }, streams);
}

/**
 * What ECS answers when the task has ended since it was looked at, or its agent has lost the connection.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html#API_ExecuteCommand_Errors
 */
const GONE = /^(?:TargetNotConnectedException|InvalidParameterException)$/;

function gone(
  { taskArn, container }: ShellTarget,
  { environment: { name } }: OpenEnvironment,
  error: Error,
): Failure {
  return new Failure(
    'refused',
    `The shell in task ${taskIdOf(taskArn)} of ${container} did not open: the task is ending, or its agent is not connected. Nothing was opened.\nTry again. If that does not help: ${npxSlipway('doctor', name)}\nAWS said: ${error.message}`,
  );
}

/** ECS Exec takes one text, which its agent splits into words at spaces outside of quotes. */
export function commandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`))
    .join(' ');
}
