import type {
  DescribeTasksRequest,
  DescribeTasksResponse,
  ListTasksRequest,
  ListTasksResponse,
  RunTaskRequest,
  RunTaskResponse,
  StopTaskRequest,
  StopTaskResponse,
  Task,
} from '@aws-sdk/client-ecs';
import { ecsArn, nameIn } from './arn';
import { EcsError, invalidParameter } from './ecs-error';
import { activeDefinition, clusterOf, taskOf } from './find';
import { page } from './page';
import type { RegionRecord, TaskRecord } from './state';
import type { TaskLives } from './task-lives';
import { propagated, setTags, tagsOf } from './task-tags';

export function taskOperations({ lives }: { readonly lives: TaskLives }) {
  return {
    RunTask(region: RegionRecord, input: RunTaskRequest): RunTaskResponse {
      const cluster = clusterOf(region, input.cluster);
      const definition = activeDefinition(region, input.taskDefinition);
      const { count = 1, overrides, networkConfiguration: network, capacityProviderStrategy } = input;
      if (!Number.isInteger(count) || count < 1 || count > 10) {
        throw invalidParameter('Invalid count: it must be between 1 and 10.');
      }
      if (definition.networkMode === 'awsvpc' && !network?.awsvpcConfiguration) {
        throw invalidParameter(
          "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        );
      }
      checkOverrides(
        overrides?.containerOverrides?.map(({ name }) => name),
        definition.containerDefinitions,
      );
      const managed = input.enableECSManagedTags ? [{ key: 'aws:ecs:clusterName', value: cluster.name }] : [];
      const tags = [
        ...propagated(region, { propagateTags: input.propagateTags, definition }),
        ...(input.tags ?? []),
        ...managed,
      ];
      const provider = (
        capacityProviderStrategy ?? (input.launchType ? [] : cluster.defaultCapacityProviderStrategy)
      )[0];
      const tasks = Array.from({ length: count }, () => {
        const record = lives.start({
          cluster,
          definition,
          overrides,
          network,
          task: {
            group: input.group ?? `family:${definition.family}`,
            launchType: input.launchType ?? 'FARGATE',
            ...(provider && { capacityProviderName: provider.capacityProvider }),
            ...(input.startedBy !== undefined && { startedBy: input.startedBy }),
            enableExecuteCommand: input.enableExecuteCommand ?? false,
          },
        });
        setTags(region, record.arn, tags);
        return withTags(record);
      });
      return { tasks, failures: [] };
    },

    DescribeTasks(region: RegionRecord, input: DescribeTasksRequest): DescribeTasksResponse {
      const cluster = clusterOf(region, input.cluster);
      const asked = input.tasks ?? [];
      if (asked.length === 0) throw invalidParameter('Tasks cannot be empty.');
      if (asked.length > 100) throw invalidParameter('Tasks cannot have more than 100 elements.');
      const tasks: Task[] = [];
      const failures: DescribeTasksResponse['failures'] = [];
      for (const idOrArn of asked) {
        const record = cluster.tasks.get(nameIn(idOrArn));
        if (record)
          tasks.push(input.include?.includes('TAGS') ? withTags(record) : { ...record.task, tags: [] });
        else
          failures.push({
            arn: ecsArn(region, `task/${cluster.name}/${nameIn(idOrArn)}`),
            reason: 'MISSING',
          });
      }
      return { tasks, failures };
    },

    ListTasks(region: RegionRecord, input: ListTasksRequest): ListTasksResponse {
      const cluster = clusterOf(region, input.cluster);
      const { serviceName, family, startedBy, launchType, desiredStatus = 'RUNNING' } = input;
      if (input.containerInstance !== undefined)
        throw invalidParameter('There are no container instances on Fargate.');
      const service = serviceName === undefined ? undefined : nameIn(serviceName);
      if (service !== undefined && !cluster.services.has(service)) {
        throw new EcsError('ServiceNotFoundException', 'Service not found.');
      }
      const arns = [...cluster.tasks.values()]
        .filter(({ task, definition, deployment }) => {
          // AWS keeps PENDING as a desired status for nothing but this filter, which then finds nothing.
          return (
            task.desiredStatus === desiredStatus &&
            (service === undefined || deployment?.service.name === service) &&
            (family === undefined || definition.family === family) &&
            (startedBy === undefined || task.startedBy === startedBy) &&
            (launchType === undefined || task.launchType === launchType)
          );
        })
        .map(({ arn }) => arn);
      const { items, nextToken } = page(arns, input);
      return { taskArns: items, nextToken };
    },

    StopTask(region: RegionRecord, input: StopTaskRequest): StopTaskResponse {
      const record = taskOf(clusterOf(region, input.cluster), input.task);
      void lives.stop(record, {
        stopCode: 'UserInitiated',
        stoppedReason: input.reason ?? 'Task stopped by user',
      });
      return { task: withTags(record) };
    },
  };
}

function checkOverrides(
  names: readonly (string | undefined)[] = [],
  containers: readonly { readonly name?: string }[] = [],
): void {
  const known = containers.map(({ name }) => name);
  if (names.some((name) => !known.includes(name))) {
    throw invalidParameter(
      'Override for container named ' +
        `${names.find((name) => !known.includes(name))} is not a container in the TaskDefinition.`,
    );
  }
}

const withTags = (record: TaskRecord): Task => ({
  ...record.task,
  tags: tagsOf(record.cluster.region, record.arn),
});
