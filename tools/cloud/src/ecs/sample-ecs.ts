import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Deployment, Service, Task } from '@aws-sdk/client-ecs';
import type { ApiCall } from '../gateway/api-service';
import type { Backend } from '../gateway/backend';
import type { RegisterOptions, Target, TargetGroups, TargetHealth } from '../load-balancer/target-groups';
import type { LaunchedTask, TaskEnd, TaskLauncher, TaskListener, TaskOrder } from '../tasks/task-launcher';
import type { Clock } from './clock';
import { EcsService } from './ecs-service';
import { GROUP, SampleAccount } from './sample-account';

export { GROUP };

/** What a task of the sample does. `hangs` never comes up, `crashes` does and exits at once. */
export type Behaviour = 'runs' | 'hangs' | 'crashes' | 'never pulls' | 'unhealthy';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Time that passes when it is told to. */
export class SampleClock implements Clock {
  #now = Date.UTC(2026, 10, 25, 12);
  #timers = new Set<Timer>();

  now = () => new Date(this.#now);

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.#now + milliseconds, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settled();
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settled();
    }
    this.#now = end;
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Starts nothing. A task comes up at once, as its image's last word says. */
class SampleLauncher implements TaskLauncher {
  readonly orders: TaskOrder[] = [];
  readonly listeners = new Map<string, TaskListener>();
  #port = 3000;

  constructor(
    private readonly clock: Clock,
    private readonly behave: (order: TaskOrder, address: Target) => Behaviour,
  ) {}

  launch(order: TaskOrder, listener: TaskListener): LaunchedTask {
    this.orders.push(order);
    let isOver = false;
    const stopped = (end: TaskEnd) => {
      if (isOver) return;
      isOver = true;
      listener.stopped(end);
    };
    const names = (order.definition.containerDefinitions ?? []).map(({ name }) => name ?? '');
    const exits = (exitCode: number) => Object.fromEntries(names.map((name) => [name, { exitCode }]));
    this.listeners.set(order.taskId, { ...listener, stopped });
    const address = { host: '127.0.0.1', port: ++this.#port };
    const behaviour = this.behave(order, { id: address.host, port: address.port });
    this.clock.after(100, () => {
      if (isOver) return;
      listener.pulling();
      if (behaviour === 'never pulls') {
        const stoppedReason = 'CannotPullContainerError: the image is not there';
        return stopped({ stopCode: 'TaskFailedToStart', stoppedReason, exits: {} });
      }
      if (behaviour === 'hangs') return;
      const imageDigest = `sha256:${'a'.repeat(64)}`;
      listener.running(names.map((name) => ({ name, runtimeId: `${order.taskId}-1`, imageDigest, address })));
      if (behaviour !== 'crashes') return;
      const stoppedReason = 'Essential container in task exited';
      this.clock.after(50, () =>
        stopped({ stopCode: 'EssentialContainerExited', stoppedReason, exits: exits(1) }),
      );
    });
    return {
      stop: (end) => void this.clock.after(50, () => stopped({ ...end, exits: exits(143) })),
      exec: () => Promise.reject(new Error('Nothing runs here.')),
    };
  }
}

/** A target is healthy a second after it is registered, or what the test says. Draining takes ten seconds. */
export class SampleTargets implements TargetGroups {
  readonly all = new Map<number, { readonly since: Date; health?: TargetHealth }>();
  readonly unhealthyPorts = new Set<number>();
  /** Those that were to be asked at once. */
  readonly awaited = new Set<number>();

  constructor(private readonly clock: Clock) {}

  register(_where: unknown, _arn: string, { port }: Target, { isAwaited }: RegisterOptions = {}): void {
    if (isAwaited) this.awaited.add(port);
    this.all.set(port, { since: this.clock.now() });
  }

  deregister(_where: unknown, _arn: string, { port }: Target): Promise<void> {
    this.all.delete(port);
    return new Promise((resolve) => this.clock.after(10_000, resolve));
  }

  health(_where: unknown, _arn: string, { port }: Target): TargetHealth | undefined {
    const found = this.all.get(port);
    if (!found) return undefined;
    if (this.clock.now().getTime() - found.since.getTime() < 1000) return { state: 'initial' };
    return this.unhealthyPorts.has(port)
      ? { state: 'unhealthy', description: 'Health checks failed with these codes: [500]' }
      : { state: 'healthy' };
  }
}

/** ECS on a machine that runs nothing, in a time of its own. */
export class SampleEcs {
  readonly clock = new SampleClock();
  readonly targets = new SampleTargets(this.clock);
  readonly account = new SampleAccount();
  /** By family. @default it runs */
  readonly behaviours = new Map<string, Behaviour>();
  readonly told: PutEventsRequestEntry[] = [];
  readonly notes: string[] = [];
  /** Every answer that was not a refusal, by operation. */
  readonly answers: { readonly operation: string; readonly answer: unknown }[] = [];
  eventsFail = false;
  readonly launcher = new SampleLauncher(this.clock, (order, { port }) => {
    const behaviour = this.behaviours.get(order.definition.family ?? '') ?? 'runs';
    if (behaviour === 'unhealthy') this.targets.unhealthyPorts.add(port);
    return behaviour;
  });
  readonly ecs = new EcsService({
    launcher: this.launcher,
    targets: this.targets,
    account: this.account,
    clock: this.clock,
    note: (text) => this.notes.push(text),
    sessions: {
      open: ({ task }) => ({
        sessionId: `ecs-execute-command-${task.taskArn?.slice(-8)}`,
        streamUrl: 'ws://127.0.0.1:1/session',
        tokenValue: 'token',
      }),
    },
    backend: {
      in: () => ({
        events: {
          putEvents: ({ Entries = [] }: { Entries?: PutEventsRequestEntry[] }) => {
            if (this.eventsFail) return Promise.reject(new Error('no EventBridge'));
            this.told.push(...Entries);
            return Promise.resolve({});
          },
        },
      }),
    } as unknown as Backend,
  });

  /** @throws with the code and words of a refusal */
  async call<T>(operation: string, input: object = {}, where: Partial<ApiCall> = {}): Promise<T> {
    const answer = await this.ecs.answer({
      account: '222222222222',
      region: 'eu-west-1',
      service: 'ecs',
      operation,
      method: 'POST',
      path: '/',
      headers: {},
      body: Buffer.from(JSON.stringify(input)),
      ...where,
    });
    const body = JSON.parse(String(answer?.body)) as T & { __type: string; message: string };
    if (answer?.status !== 200) throw new Error(`${answer?.status} ${body.__type}: ${body.message}`);
    this.answers.push({ operation, answer: body });
    return body;
  }

  async register(family: string, behaviour: Behaviour = 'runs'): Promise<string> {
    this.behaviours.set(family, behaviour);
    const { taskDefinition } = await this.call<{ taskDefinition: { taskDefinitionArn: string } }>(
      'RegisterTaskDefinition',
      {
        family,
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: '256',
        memory: '512',
        containerDefinitions: [
          { name: 'web', image: `acme:${family}`, portMappings: [{ containerPort: 8080 }] },
        ],
      },
    );
    return taskDefinition.taskDefinitionArn;
  }

  /** A cluster `acme-test` with a service `web` behind a target group. */
  async service(input: object = {}): Promise<void> {
    await this.call('CreateCluster', { clusterName: 'acme-test' });
    await this.register('good');
    await this.call('CreateService', {
      cluster: 'acme-test',
      serviceName: 'web',
      taskDefinition: 'good',
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      loadBalancers: [{ targetGroupArn: GROUP, containerName: 'web', containerPort: 8080 }],
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      ...input,
    });
  }

  async describe(): Promise<Service & { deployments: Deployment[] }> {
    const { services } = await this.call<{ services: [Service & { deployments: Deployment[] }] }>(
      'DescribeServices',
      {
        cluster: 'acme-test',
        services: ['web'],
      },
    );
    return services[0];
  }

  /** @param status of those that are wanted. @default RUNNING */
  async tasks(desiredStatus = 'RUNNING'): Promise<Task[]> {
    const { taskArns } = await this.call<{ taskArns: string[] }>('ListTasks', {
      cluster: 'acme-test',
      desiredStatus,
    });
    if (taskArns.length === 0) return [];
    const { tasks } = await this.call<{ tasks: Task[] }>('DescribeTasks', {
      cluster: 'acme-test',
      tasks: taskArns,
    });
    return tasks;
  }

  update(input: object): Promise<{ service: Service }> {
    return this.call('UpdateService', { cluster: 'acme-test', service: 'web', ...input });
  }

  async messages(): Promise<string[]> {
    return ((await this.describe()).events ?? []).map(({ message }) => message ?? '');
  }
}
