import type {
  Deployment,
  DescribeTaskDefinitionCommandInput,
  DescribeTasksCommandInput,
  ListTasksCommandInput,
  RegisterTaskDefinitionCommandInput,
  RunTaskCommandInput,
  Service,
  StopServiceDeploymentCommandInput,
  StopTaskCommandInput,
  Tag,
  Task,
  TaskDefinition,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';

import { paginator } from './sample-pages';

/** How a build behaves: ready a second after its start, dead a second after it, or running and never healthy. */
export type Build = 'good' | 'crashes' | 'hangs';

interface SampleTask extends Task {
  born: number;
  health?: 'healthy' | 'unhealthy';
  token?: string | undefined;
  /** Its secrets as they were when it started. A missing one is told as such. */
  secrets: { readonly [variable: string]: string };
}

interface SampleService {
  name: string;
  desired: number;
  taskDefinition: string;
  /** That the load balancer sends requests to; of each deployment its own. */
  port: number;
  deployments: (Deployment & { port: number })[];
}

/** The one that every service begins with. */
const PORT = 3000;

const DIGEST = /@(sha256:[0-9a-f]+)$/;

/** A small ECS: rolls services as virtual time passes, with a circuit breaker at three failed tasks. */
export class SampleEcs {
  readonly definitions = new Map<string, TaskDefinition & { tags: Tag[] }>();
  readonly services = new Map<string, SampleService>();
  readonly builds = new Map<string, Build>();
  readonly tasks: SampleTask[] = [];
  /** What a release command ends with. */
  commandExit = 0;
  commandMs = 2000;
  stopRefused = false;
  /** What the health check of the target group was changed to. */
  readonly healthChecks: object[] = [];
  /** How long it takes until what ECS shows is what it has: its API is eventually consistent. */
  lagMs = 0;
  /** The client tokens of the tasks that were asked for, as they were sent. */
  readonly tokens: (string | undefined)[] = [];
  private readonly past = new Map<string, { readonly at: number; readonly shown: Service }[]>();
  private ids = 0;

  constructor(
    private readonly now: () => number,
    /** Of a secret, by its `valueFrom`. @default none has one */
    private readonly secret: (reference: string) => string | undefined = () => undefined,
  ) {}

  define(input: RegisterTaskDefinitionCommandInput): string {
    const family = input.family ?? '';
    const revision = [...this.definitions.values()].filter((each) => each.family === family).length + 1;
    const taskDefinitionArn = `arn:aws:ecs:eu-west-1:111111111111:task-definition/${family}:${revision}`;
    const { tags = [], ...shape } = input;
    this.definitions.set(taskDefinitionArn, {
      ...shape,
      taskDefinitionArn,
      revision,
      status: 'ACTIVE',
      tags,
    });
    return taskDefinitionArn;
  }

  addService(name: string, taskDefinition: string): void {
    const deployments = [{ ...this.deployment(taskDefinition, 'COMPLETED'), port: PORT }];
    this.services.set(name, { name, desired: 0, taskDefinition, port: PORT, deployments });
  }

  tick(): void {
    for (const service of this.services.values()) this.roll(service);
    for (const task of this.tasks.filter(({ group }) => group === 'command')) {
      if (task.lastStatus === 'RUNNING' && this.now() - task.born >= this.commandMs)
        this.stop(task, this.commandExit);
    }
    if (this.lagMs > 0) for (const name of this.services.keys()) this.remember(name);
  }

  /** The methods of an ECS client. */
  readonly client = {
    describeServices: async ({ services = [] }: { services?: string[] }) => ({
      services: services.flatMap((name) => this.shown(name) ?? []),
    }),
    describeTaskDefinition: async ({ taskDefinition = '' }: DescribeTaskDefinitionCommandInput) => {
      const found =
        this.definitions.get(taskDefinition) ??
        [...this.definitions.values()].filter(({ family }) => family === taskDefinition).at(-1);
      if (!found) throw refusal('ClientException', 'Unable to describe task definition.');
      return { taskDefinition: found, tags: found.tags };
    },
    registerTaskDefinition: async (input: RegisterTaskDefinitionCommandInput) => ({
      taskDefinition: this.definitions.get(this.define(input)),
    }),
    updateService: async ({
      service: name = '',
      taskDefinition,
      desiredCount,
      loadBalancers,
    }: UpdateServiceCommandInput) => {
      const service = this.service(name);
      service.port = loadBalancers?.[0]?.containerPort ?? service.port;
      this.checkPort(service, taskDefinition);
      service.desired = desiredCount ?? service.desired;
      if (taskDefinition !== undefined && taskDefinition !== service.taskDefinition) {
        for (const deployment of service.deployments) deployment.status = 'ACTIVE';
        const deployment = this.deployment(taskDefinition, 'IN_PROGRESS');
        service.deployments.unshift({ ...deployment, port: service.port });
        service.taskDefinition = taskDefinition;
      }
      return { service: this.describe(name) };
    },
    listTasks: async ({ serviceName, desiredStatus, startedBy }: ListTasksCommandInput) => ({
      taskArns: this.tasks
        .filter(({ group }) => serviceName === undefined || group === serviceName)
        .filter((task) => this.isShown(task))
        .filter((task) => startedBy === undefined || task.startedBy === startedBy)
        .filter(({ lastStatus }) => (lastStatus === 'STOPPED') === (desiredStatus === 'STOPPED'))
        .map(({ taskArn = '' }) => taskArn),
    }),
    paginateListTasks: paginator('listTasks', ['nextToken', 'nextToken']),
    describeTasks: async ({ tasks = [] }: DescribeTasksCommandInput) => ({
      tasks: this.tasks
        .filter(({ taskArn = '' }) => tasks.some((id) => taskArn.endsWith(id)))
        .filter((task) => this.isShown(task)),
    }),
    runTask: async ({ taskDefinition = '', startedBy, clientToken }: RunTaskCommandInput) => {
      this.tokens.push(clientToken);
      const there = this.tasks.find((task) => task.token !== undefined && task.token === clientToken);
      const task = there ?? this.start(taskDefinition, startedBy ?? '', 'command');
      task.token = clientToken;
      return { tasks: [task] };
    },
    stopTask: async ({ task: arn }: StopTaskCommandInput) => {
      const task = this.tasks.find(({ taskArn }) => taskArn === arn);
      if (task) this.stop(task, 143);
      return { task };
    },
    listServiceDeployments: async ({ service: name = '' }: { service?: string }) => ({
      serviceDeployments: this.service(name)
        .deployments.filter(
          ({ status, rolloutState }) => status === 'PRIMARY' && rolloutState === 'IN_PROGRESS',
        )
        .map(() => ({ serviceDeploymentArn: `arn:service-deployment/${name}` })),
    }),
    stopServiceDeployment: async ({ serviceDeploymentArn = '' }: StopServiceDeploymentCommandInput) => {
      if (this.stopRefused) throw refusal('ConflictException', 'It may not be stopped.');
      this.back(this.service(serviceDeploymentArn.slice(serviceDeploymentArn.lastIndexOf('/') + 1)));
      return { serviceDeploymentArn };
    },
  };

  targets() {
    return this.tasks
      .filter(({ lastStatus, group }) => lastStatus === 'RUNNING' && group !== 'command')
      .map((task) => ({
        Target: { Id: task.taskArn, Port: 3000 },
        TargetHealth: {
          State: task.health ?? 'initial',
          ...(task.health === 'unhealthy' && { Reason: 'Target.Timeout', Description: 'Request timed out' }),
        },
      }));
  }

  running(name: string): readonly SampleTask[] {
    return this.tasks.filter(({ group, lastStatus }) => group === name && lastStatus === 'RUNNING');
  }

  private isShown({ born }: SampleTask): boolean {
    return this.now() - born >= this.lagMs;
  }

  private remember(name: string): void {
    const shown = this.describe(name);
    if (!shown) return;
    const past = this.past.get(name) ?? [];
    this.past.set(name, [
      ...past.filter(({ at }) => at > this.now() - 2 * this.lagMs),
      { at: this.now(), shown },
    ]);
  }

  /** The service as it was a while ago. */
  private shown(name: string): Service | undefined {
    const past = this.past.get(name) ?? [];
    const known = past.findLast(({ at }) => at <= this.now() - this.lagMs) ?? past[0];
    return this.lagMs === 0 ? this.describe(name) : (known?.shown ?? this.describe(name));
  }

  private roll(service: SampleService): void {
    const [primary] = service.deployments;
    if (!primary) return;
    const own = () => this.alive(service.name).filter(({ startedBy }) => startedBy === primary.id);
    for (const task of own()) this.age(task, primary);
    if ((primary.failedTasks ?? 0) >= 3 && primary.rolloutState === 'IN_PROGRESS') return this.back(service);
    while (own().length < service.desired)
      this.start(primary.taskDefinition ?? '', primary.id ?? '', service.name);
    for (const task of own().slice(service.desired)) this.stop(task, 0);
    if (own().every(({ health }) => health === 'healthy')) {
      for (const task of this.alive(service.name)) if (task.startedBy !== primary.id) this.stop(task, 0);
      service.deployments = [primary];
      primary.rolloutState = 'COMPLETED';
    }
  }

  /** The circuit breaker's way and that of a stopped deployment: what completed last is the primary one again. */
  private back(service: SampleService): void {
    const [failed, before] = service.deployments;
    if (!failed || !before) return;
    for (const task of this.alive(service.name)) if (task.startedBy === failed.id) this.stop(task, 0);
    Object.assign(before, { status: 'PRIMARY', rolloutState: 'IN_PROGRESS' });
    service.deployments = [before];
    service.taskDefinition = before.taskDefinition ?? '';
    service.port = before.port;
  }

  /** A container without any port is none of a web service. */
  private checkPort({ name, port }: SampleService, taskDefinition = ''): void {
    const mappings = this.definitions.get(taskDefinition)?.containerDefinitions?.[0]?.portMappings ?? [];
    if (mappings.length === 0 || mappings.some(({ containerPort }) => containerPort === port)) return;
    const words = `The container ${name} did not have a container port ${port} defined.`;
    throw refusal('InvalidParameterException', words);
  }

  private age(task: SampleTask, deployment: Deployment): void {
    const age = this.now() - task.born;
    const build = this.builds.get(task.containers?.[0]?.imageDigest ?? '') ?? 'good';
    if (age < 1000) return;
    if (build === 'crashes') {
      deployment.failedTasks = (deployment.failedTasks ?? 0) + 1;
      return this.stop(task, 1);
    }
    task.lastStatus = 'RUNNING';
    if (age >= 2000) task.health = build === 'good' ? 'healthy' : 'unhealthy';
  }

  private start(taskDefinition: string, startedBy: string, group: string): SampleTask {
    const container = this.definitions.get(taskDefinition)?.containerDefinitions?.[0];
    const taskArn = `arn:aws:ecs:eu-west-1:111111111111:task/shop-staging/${++this.ids}`;
    const task: SampleTask = {
      taskArn,
      taskDefinitionArn: taskDefinition,
      startedBy,
      group,
      lastStatus: group === 'command' ? 'RUNNING' : 'PENDING',
      born: this.now(),
      secrets: Object.fromEntries(
        (container?.secrets ?? []).map(({ name = '', valueFrom = '' }) => [
          name,
          this.secret(valueFrom) ?? `${valueFrom} is missing`,
        ]),
      ),
      containers: [
        {
          name: container?.name,
          imageDigest: DIGEST.exec(container?.image ?? '')?.[1],
          networkInterfaces: [{ privateIpv4Address: taskArn }],
        },
      ],
    };
    this.tasks.push(task);
    return task;
  }

  private stop(task: SampleTask, exitCode: number): void {
    task.lastStatus = 'STOPPED';
    task.stopCode = exitCode === 1 ? 'EssentialContainerExited' : 'ServiceSchedulerInitiated';
    task.stoppedReason = exitCode === 1 ? 'Essential container in task exited' : 'Scaling activity';
    const [container] = task.containers ?? [];
    if (container) container.exitCode = exitCode;
  }

  private alive(name: string): SampleTask[] {
    return this.tasks.filter(({ group, lastStatus }) => group === name && lastStatus !== 'STOPPED');
  }

  private deployment(taskDefinition: string, rolloutState: 'IN_PROGRESS' | 'COMPLETED'): Deployment {
    return { id: `ecs-svc/${++this.ids}`, status: 'PRIMARY', taskDefinition, rolloutState, failedTasks: 0 };
  }

  private service(name: string): SampleService {
    const service = this.services.get(name);
    if (!service) throw refusal('ServiceNotFoundException', 'Service not found.');
    return service;
  }

  private describe(name: string): Service | undefined {
    const service = this.services.get(name);
    if (!service) return undefined;
    const count = (id?: string) =>
      this.running(name).filter(({ startedBy }) => id === undefined || startedBy === id).length;
    return {
      serviceName: name,
      status: 'ACTIVE',
      launchType: 'FARGATE',
      taskDefinition: service.taskDefinition,
      desiredCount: service.desired,
      runningCount: count(),
      pendingCount: 0,
      loadBalancers: [
        { targetGroupArn: 'arn:target-group', containerName: name, containerPort: service.port },
      ],
      deployments: service.deployments.map(({ port: _, ...deployment }) => ({
        ...deployment,
        desiredCount: service.desired,
        runningCount: count(deployment.id),
        pendingCount: 0,
      })),
    };
  }
}

/** An error as an AWS client throws it. */
export function refusal(name: string, message: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}
