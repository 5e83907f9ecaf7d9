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
import { ProviderChoice, strategyOf } from './capacity-choice';
import { askedOf, startedBefore } from './client-token';
import type { Clock } from './clock';
import { EcsError } from './ecs-error';
import { activeDefinition, clusterOf, taskOf } from './find';
import { page } from './page';
import type { RegionRecord, TaskRecord } from './state';
import type { TaskLives } from './task-lives';
import { propagated, setTags, tagsOf } from './task-tags';

export function taskOperations({ lives, clock }: { readonly lives: TaskLives; readonly clock: Clock }) {
  return {
    RunTask(region: RegionRecord, input: RunTaskRequest): RunTaskResponse {
      const cluster = clusterOf(region, input.cluster);
      const asked = askedOf(input);
      const before = asked && startedBefore(cluster, asked, clock.now());
      if (before) return { tasks: before.map(withTags), failures: [] };
      const definition = activeDefinition(region, input.taskDefinition);
      const { count = 1, overrides, networkConfiguration: network } = input;
      const managed = input.enableECSManagedTags ? [{ key: 'aws:ecs:clusterName', value: cluster.name }] : [];
      const tags = [
        ...propagated(region, { propagateTags: input.propagateTags, definition }),
        ...(input.tags ?? []),
        ...managed,
      ];
      const providers = new ProviderChoice(strategyOf(cluster, input));
      const tasks = Array.from({ length: count }, () => {
        const record = lives.start({
          cluster,
          definition,
          overrides,
          network,
          asked,
          task: {
            group: input.group ?? `family:${definition.family}`,
            launchType: input.launchType ?? 'FARGATE',
            ...providers.next(),
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
      const tasks: Task[] = [];
      const failures: DescribeTasksResponse['failures'] = [];
      for (const idOrArn of input.tasks ?? []) {
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
      const service = serviceName === undefined ? undefined : nameIn(serviceName);
      if (service !== undefined && !cluster.services.has(service)) {
        throw new EcsError('ServiceNotFoundException', 'Service not found.');
      }
      const all = [...cluster.tasks.values()].filter(({ task, definition, deployment }) => {
        // AWS keeps PENDING as a desired status for nothing but this filter, which then finds nothing.
        return (
          task.desiredStatus === desiredStatus &&
          (service === undefined || deployment?.service.name === service) &&
          (family === undefined || definition.family === family) &&
          (startedBy === undefined || task.startedBy === startedBy) &&
          (launchType === undefined || task.launchType === launchType)
        );
      });
      const { items, nextToken } = page({ list: 'ListTasks', all, key: inTime, request: input });
      return { taskArns: items.map(({ arn }) => arn), nextToken };
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

/** Older ones first. */
const inTime = ({ task, arn }: TaskRecord) => `${task.createdAt?.toISOString()} ${arn}`;

const withTags = (record: TaskRecord): Task => ({
  ...record.task,
  tags: tagsOf(record.cluster.region, record.arn),
});
