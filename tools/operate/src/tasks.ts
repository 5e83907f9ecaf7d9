import { goneOf, type OpenEnvironment } from '@slipway/tool-aws';
import type { Tag, Task } from '@aws-sdk/client-ecs';
import { clusterOf, notDeployed } from './names';
import { taskRow, type Targets, type TaskRow } from './task-row';

/** DescribeTasks takes this many at a time. */
const PAGE = 100;

/** Every task of the environment that runs or is about to, services first and oldest first. */
export async function readTasks(open: OpenEnvironment): Promise<readonly TaskRow[]> {
  const tasks = await describeAll(open);
  const [tags, targets] = await Promise.all([tagsOfDefinitions(open, tasks), targetsOfServices(open)]);
  return tasks
    .map((task) =>
      taskRow({
        task,
        tags: tags.get(task.taskDefinitionArn ?? '') ?? [],
        targets: targets.get((task.group ?? '').replace(/^service:/, '')) ?? [],
      }),
    )
    .sort((a, b) => order(a).localeCompare(order(b)));
}

function order({ oneOff, service, startedAt = '9', id }: TaskRow): string {
  return [oneOff ? 1 : 0, service, startedAt, id].join(' ');
}

async function describeAll({ environment, clients }: OpenEnvironment): Promise<readonly Task[]> {
  const [client, { paginateListTasks }] = await Promise.all([clients.ecs(), import('@aws-sdk/client-ecs')]);
  const cluster = clusterOf(environment);
  const found: Task[] = [];
  try {
    for await (const { taskArns = [] } of paginateListTasks({ client, pageSize: PAGE }, { cluster })) {
      if (taskArns.length === 0) continue;
      const { tasks = [] } = await client.describeTasks({ cluster, tasks: taskArns });
      found.push(...tasks);
    }
  } catch (error) {
    if ((error as Error).name === 'ClusterNotFoundException') throw notDeployed(environment);
    throw error;
  }
  return found;
}

async function tagsOfDefinitions({ clients }: OpenEnvironment, tasks: readonly Task[]) {
  const ecs = await clients.ecs();
  const arns = [...new Set(tasks.flatMap(({ taskDefinitionArn }) => taskDefinitionArn ?? []))];
  const entries = arns.map(async (arn): Promise<[string, readonly Tag[]]> => {
    const described = ecs.describeTaskDefinition({ taskDefinition: arn, include: ['TAGS'] });
    const { tags = [] } = (await unlessGone(described)) ?? {};
    return [arn, tags];
  });
  return new Map(await Promise.all(entries));
}

async function targetsOfServices({ environment, clients }: OpenEnvironment) {
  const ecs = await clients.ecs();
  const { services = [] } = await ecs.describeServices({
    cluster: clusterOf(environment),
    services: Object.keys(environment.services),
  });
  const entries = services.map(
    async ({ serviceName = '', loadBalancers = [] }): Promise<[string, Targets]> => {
      const groups = loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
      const balancers = groups.length > 0 ? await clients.balancers() : undefined;
      const answers = await Promise.all(
        groups.map((TargetGroupArn) => unlessGone(balancers?.describeTargetHealth({ TargetGroupArn }))),
      );
      if (answers.includes(undefined)) return [serviceName, 'gone'];
      return [serviceName, answers.flatMap((answer) => answer?.TargetHealthDescriptions ?? [])];
    },
  );
  return new Map(await Promise.all(entries));
}

/** Somebody may have removed it since. @returns undefined then */
async function unlessGone<T>(answer: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (goneOf(error) === undefined) throw error;
    return undefined;
  }
}
