import type { ExecuteCommandRequest, ExecuteCommandResponse, Session, Task } from '@aws-sdk/client-ecs';
import type { AccountOptions } from '../credentials';
import type { LaunchedTask } from '../tasks/task-launcher';
import { EcsError, given, invalidParameter } from './ecs-error';
import { clusterOf, taskOf } from './find';
import type { RegionRecord } from './state';

/** What ExecuteCommand asks for, all of it checked. */
export interface ExecRequest {
  readonly where: AccountOptions;
  readonly task: Task;
  readonly launched: LaunchedTask;
  readonly container: string;
  /** As its client wrote it: a line for a shell. */
  readonly command: string;
  readonly interactive: boolean;
}

/** Opens the channel that the client's session plugin then connects to. */
export interface ExecSessions {
  open(request: ExecRequest): Session | Promise<Session>;
}

export function execOperations({ sessions }: { readonly sessions: ExecSessions }) {
  return {
    async ExecuteCommand(
      region: RegionRecord,
      input: ExecuteCommandRequest,
    ): Promise<ExecuteCommandResponse> {
      const cluster = clusterOf(region, input.cluster);
      const { task, running, arn } = taskOf(cluster, input.task);
      const { launched } = running;
      const command = given(input.command, 'Command can not be blank.');
      if (task.enableExecuteCommand !== true) {
        throw invalidParameter(
          'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.',
        );
      }
      if (task.lastStatus !== 'RUNNING' || !launched) {
        throw new EcsError(
          'TargetNotConnectedException',
          'The execute command failed due to an internal error. Try again later.',
        );
      }
      const container = containerOf(task, input.container);
      const { account, region: name } = region;
      const session = await sessions.open({
        where: { account, region: name },
        task,
        launched,
        container: container.name ?? '',
        command,
        interactive: input.interactive ?? false,
      });
      return {
        clusterArn: cluster.arn,
        taskArn: arn,
        containerArn: container.containerArn,
        containerName: container.name,
        interactive: input.interactive ?? false,
        session,
      };
    },
  };
}

function containerOf({ containers = [] }: Task, name: string | undefined) {
  const found =
    name === undefined && containers.length === 1
      ? containers[0]
      : containers.find((one) => one.name === name);
  if (found) return found;
  throw invalidParameter(
    name === undefined
      ? 'A container name must be specified when the task has more than one container.'
      : `The container ${name} could not be found in the task.`,
  );
}
