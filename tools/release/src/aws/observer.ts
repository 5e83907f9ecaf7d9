import type { Deployment, Service, Task } from '@aws-sdk/client-ecs';
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { clusterName, type Environment } from '@slipway/core';
import { goneOf, type AwsClients } from '@slipway/tool-aws';
import type { DeploymentObservation, Observation, TaskObservation } from '../verdict/observation';
import { readServices } from './services';

/** Looks at services while they roll. Remembers which tasks were healthy, as ECS and the load balancer do not. */
export class Observer {
  private readonly healthy = new Set<string>();

  constructor(
    private readonly clients: AwsClients,
    private readonly environment: Environment,
    private readonly since: () => number,
    /** Says of a target group that was removed that it is gone, instead of ending with it. @default false */
    private readonly tellsGone = false,
  ) {}

  /** One look at each of these services, side by side. */
  async look(names: readonly string[]): Promise<readonly Observation[]> {
    const services = await readServices(this.clients, this.environment);
    const looks = names.map(async (name) => {
      const service = services.get(name);
      return service && this.observe(name, service);
    });
    return (await Promise.all(looks)).flatMap((observation) => observation ?? []);
  }

  private async observe(name: string, service: Service): Promise<Observation> {
    const [tasks, targets] = await Promise.all([this.tasks(name), this.targets(service)]);
    const gone = targets === 'gone';
    const observed = tasks.map((task) => this.task(name, task, gone ? undefined : targets));
    return {
      service: name,
      elapsedMs: this.since(),
      deployments: (service.deployments ?? []).map(deploymentOf),
      tasks: observed,
      desiredCount: service.desiredCount ?? 0,
      ...(gone && { targetsGone: true }),
    };
  }

  private async tasks(service: string): Promise<readonly Task[]> {
    const ecs = await this.clients.ecs();
    const cluster = clusterName(this.environment);
    const listed = await Promise.all(
      (['RUNNING', 'STOPPED'] as const).map(async (desiredStatus) => {
        const arns: string[] = [];
        const pages = ecs.paginateListTasks({ cluster, serviceName: service, desiredStatus });
        for await (const { taskArns = [] } of pages) arns.push(...taskArns);
        return arns;
      }),
    );
    const arns = [...new Set(listed.flat())];
    const tasks: Task[] = [];
    // DescribeTasks takes 100 at a time.
    for (let from = 0; from < arns.length; from += 100) {
      const page = await ecs.describeTasks({ cluster, tasks: arns.slice(from, from + 100) });
      tasks.push(...(page.tasks ?? []));
    }
    return tasks;
  }

  private async targets({
    loadBalancers = [],
  }: Service): Promise<readonly TargetHealthDescription[] | 'gone' | undefined> {
    const arn = loadBalancers[0]?.targetGroupArn;
    if (arn === undefined) return undefined;
    const balancers = await this.clients.balancers();
    try {
      return (await balancers.describeTargetHealth({ TargetGroupArn: arn })).TargetHealthDescriptions ?? [];
    } catch (error) {
      if (this.tellsGone && goneOf(error) !== undefined) return 'gone';
      throw error;
    }
  }

  private task(
    name: string,
    task: Task,
    targets: readonly TargetHealthDescription[] | undefined,
  ): TaskObservation {
    const id = task.taskArn?.slice(task.taskArn.lastIndexOf('/') + 1) ?? '';
    const container = task.containers?.find((each) => each.name === name);
    const target = targets && targetOf(task, name, targets);
    const { State: state, Reason: reason, Description: description } = target?.TargetHealth ?? {};
    if (task.lastStatus === 'RUNNING' && (targets ? state === 'healthy' : true)) this.healthy.add(id);
    return {
      id,
      deployment: task.startedBy ?? '',
      taskDefinition: task.taskDefinitionArn ?? '',
      imageDigest: container?.imageDigest,
      lastStatus: task.lastStatus ?? '',
      // A task that runs and is not registered yet is on its way, not free of a load balancer.
      target: targets && { state: state ?? 'initial', reason, description },
      stopCode: task.stopCode,
      stoppedReason: task.stoppedReason,
      exitCode: container?.exitCode,
      containerReason: container?.reason,
      wasHealthy: this.healthy.has(id),
    };
  }
}

function deploymentOf(deployment: Deployment): DeploymentObservation {
  return {
    id: deployment.id ?? '',
    status:
      deployment.status === 'PRIMARY' || deployment.status === 'ACTIVE' ? deployment.status : 'INACTIVE',
    taskDefinition: deployment.taskDefinition ?? '',
    desired: deployment.desiredCount ?? 0,
    running: deployment.runningCount ?? 0,
    pending: deployment.pendingCount ?? 0,
    failed: deployment.failedTasks ?? 0,
    rolloutState: deployment.rolloutState ?? 'IN_PROGRESS',
    rolloutStateReason: deployment.rolloutStateReason,
  };
}

/**
 * A task's target by its address; by its port, too, where it says which one it got, as tasks that share an address do
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkBinding.html).
 */
function targetOf(
  task: Task,
  name: string,
  targets: readonly TargetHealthDescription[],
): TargetHealthDescription | undefined {
  const container = task.containers?.find((each) => each.name === name);
  const address =
    container?.networkInterfaces?.[0]?.privateIpv4Address ??
    task.attachments
      ?.flatMap(({ details = [] }) => details)
      .find((detail) => detail.name === 'privateIPv4Address')?.value;
  const ports = (container?.networkBindings ?? []).flatMap(({ hostPort }) => hostPort ?? []);
  return targets.find(
    ({ Target }) =>
      Target?.Id === address &&
      (ports.length === 0 || (Target?.Port !== undefined && ports.includes(Target.Port))),
  );
}
