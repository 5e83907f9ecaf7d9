import type { StartSessionRequest } from '@aws-sdk/client-ssm';
import type { AwsTarget } from '@slipway/tool-aws';
import { execTarget, findSessionPlugin } from '@slipway/tool-exec';
import { Failure } from '@slipway/tool-terminal';
import type { OpenEnvironment } from '@slipway/tool-aws';
import { pluginCall, PLUGIN_HOWTO, type Program } from './plugin';
import { readShellTarget, type ShellTarget } from './shell-target';

/** What is to be reached, and the port of this machine that leads there. */
export interface Forwarding {
  readonly host: string;
  readonly port: number;
  readonly localPort: number;
}

/**
 * A session that forwards a port through a task, whose network reaches the database, to this machine.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html
 */
export function forwardingRequest(
  target: ShellTarget,
  { host, port, localPort }: Forwarding,
): StartSessionRequest {
  return {
    Target: execTarget(target.taskArn, target.runtimeId),
    DocumentName: 'AWS-StartPortForwardingSessionToRemoteHost',
    Parameters: { host: [host], portNumber: [String(port)], localPortNumber: [String(localPort)] },
  };
}

/**
 * Opens the session. The tunnel is there while the returned program runs.
 *
 * @throws Failure `toolMissing` without the plugin, `refused` when no task can carry it
 */
export async function openTunnel(
  open: OpenEnvironment & { readonly target: AwsTarget },
  forwarding: Forwarding,
  path = process.env.PATH,
): Promise<Program> {
  const plugin = findSessionPlugin(path);
  if (!plugin) {
    throw new Failure(
      'toolMissing',
      `The database cannot be reached from here, and a tunnel through a task needs a program that is not installed. Nothing was opened.\n${PLUGIN_HOWTO}`,
    );
  }
  const target = await readShellTarget(open);
  const { SessionId, StreamUrl, TokenValue } = await (
    await open.clients.ssm()
  ).startSession(forwardingRequest(target, forwarding));
  return pluginCall(
    plugin,
    { sessionId: SessionId, streamUrl: StreamUrl, tokenValue: TokenValue },
    target,
    open.target,
  );
}
