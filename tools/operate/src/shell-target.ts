import type { OpenEnvironment } from '@slipway/tool-aws';
import type { Container, Task } from '@aws-sdk/client-ecs';
import { execPreflight } from '@slipway/tool-exec';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { clusterOf, serviceOf, taskIdOf } from './names';
import { readReleasedService } from './service-state';

/** A container that a session can be opened to. */
export interface ShellTarget {
  readonly cluster: string;
  readonly taskArn: string;
  readonly container: string;
  /** Names the container to SSM. */
  readonly runtimeId: string;
  /** Sessions of the cluster are encrypted with it. @default none */
  readonly kmsKeyId?: string;
}

/**
 * The newest running task of a service, once nothing is known to be in the way of a session.
 *
 * @throws Failure `refused` with every reason, in words
 */
export async function readShellTarget(open: OpenEnvironment, wanted?: string): Promise<ShellTarget> {
  const { environment, clients } = open;
  const { name } = serviceOf(open, wanted);
  const cluster = clusterOf(environment);
  const [service, ecs] = [await readReleasedService(open, name), await clients.ecs()];
  const { taskArns = [] } = await ecs.listTasks({ cluster, serviceName: name, desiredStatus: 'RUNNING' });
  const { tasks = [] } = taskArns.length > 0 ? await ecs.describeTasks({ cluster, tasks: taskArns }) : {};
  const task = newest(tasks);
  if (!task) {
    throw new Failure(
      'refused',
      `No task of ${name} runs in "${environment.name}". See why: ${npxSlipway('ps', environment.name)}`,
    );
  }
  const container = task.containers?.find((candidate) => candidate.name === name);
  const [{ taskDefinition }, { clusters = [] }] = await Promise.all([
    ecs.describeTaskDefinition({ taskDefinition: task.taskDefinitionArn }),
    ecs.describeClusters({ clusters: [cluster], include: ['CONFIGURATIONS'] }),
  ]);
  const definition = taskDefinition?.containerDefinitions?.find((candidate) => candidate.name === name);
  const agent = agentOf(container);
  const reasons = execPreflight({
    service: name,
    serviceEnabled: service.enableExecuteCommand,
    taskId: taskIdOf(task.taskArn),
    taskEnabled: task.enableExecuteCommand ?? false,
    taskStatus: task.lastStatus ?? 'unknown',
    container: name,
    agentStatus: agent?.lastStatus,
    agentReason: agent?.reason,
    taskRolePresent: Boolean(taskDefinition?.taskRoleArn),
    readonlyRoot: definition?.readonlyRootFilesystem ?? false,
    mountPaths: (definition?.mountPoints ?? []).flatMap(({ containerPath, readOnly }) =>
      containerPath && !readOnly ? containerPath : [],
    ),
    // Whether the plugin is needed is known once the agent asks for encryption; the session says so then.
    pluginPresent: true,
  });
  if (reasons.length > 0) throw new Failure('refused', [...reasons, 'Nothing was opened.'].join('\n'));
  return {
    cluster,
    taskArn: task.taskArn ?? '',
    container: name,
    runtimeId: container?.runtimeId ?? '',
    kmsKeyId: clusters[0]?.configuration?.executeCommandConfiguration?.kmsKeyId,
  };
}

function newest(tasks: readonly Task[]): Task | undefined {
  return [...tasks]
    .sort((a, b) => (a.startedAt?.getTime() ?? 0) - (b.startedAt?.getTime() ?? 0))
    .findLast(({ lastStatus }) => lastStatus === 'RUNNING');
}

function agentOf(container: Container | undefined) {
  return container?.managedAgents?.find(({ name }) => name === 'ExecuteCommandAgent');
}
