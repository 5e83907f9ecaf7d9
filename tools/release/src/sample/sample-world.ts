import type { AwsClients } from '@slipway/tool-aws';
import { defineEnvironment, type Environment, type ServiceSpec } from '@slipway/core';
import { SampleEcs, refusal } from './sample-ecs';
import { paginator } from './sample-pages';
import { SampleBucket } from './sample-bucket';
import { SampleRegistry } from './sample-registry';
import { SampleStore } from './sample-store';
import { Ledger } from '../ledger/ledger';
import type { ObjectStore } from '../ports/object-store';
import type { ReleasePorts } from '../ports/ports';
import type { ReleaseEvent } from '../ports/release-event';
import { imageForAll, type ReleaseRequest } from '../engine/request';

/** `a` becomes sha256:aaaa… */
export const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;
export const commitOf = (letter: string) => ({ sha: letter.repeat(40), message: `Change ${letter}` });

/** Thrown in a process at the call at which it dies, and at every call after. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export interface ProcessOptions {
  /** The number of the call to the world, from 1, at which it is killed. @default never */
  readonly killAt?: number;
  /** The call still reached AWS; its answer reaches nobody. @default false */
  readonly after?: boolean;
  readonly host?: string;
  readonly signal?: AbortSignal;
  /** Throws in place of a call. */
  readonly fault?: (call: string) => void;
}

/** An account in which the environment `staging` of `shop` was deployed and not released yet; time is virtual. */
export class SampleWorld {
  time = Date.parse('2026-11-25T12:00:00Z');
  readonly store = new SampleStore(() => this.time);
  readonly ecs = new SampleEcs(() => this.time);
  readonly ledger = new Ledger('staging', this.store);
  readonly registry = new SampleRegistry();
  readonly bucket = new SampleBucket(() => this.time);
  readonly parameters = new Map<string, number>();
  readonly logs: string[] = [];
  readonly ranges = new Map<string, string>();
  readonly environment: Environment;
  /** Pairs of which the first is an ancestor of the second. */
  readonly ancestors: (readonly [string, string])[] = [];
  readonly alive = new Map<number, string>();
  private readonly timers = new Set<{ due: number; every: number; work: () => Promise<void> }>();
  private pids = 100;

  /**
   * @param worker with a second service, which the configuration does not allow yet and the engine does
   * @param assets with a bucket for the assets of its images
   */
  constructor(web: ServiceSpec = { scaling: { min: 2 } }, { worker = false, assets = false } = {}) {
    const defined = defineEnvironment({
      app: 'shop',
      name: 'staging',
      aws: { account: '111111111111', region: 'eu-west-1' },
      domain: { name: 'staging.example.com' },
      services: { web },
    });
    const environment = { ...defined, edge: { ...defined.edge, assets } };
    const settings = environment.services['web'];
    this.environment =
      worker && settings ? { ...environment, services: { web: settings, worker: settings } } : environment;
    for (const name of Object.keys(this.environment.services))
      this.ecs.addService(name, this.newTemplate(name));
    for (const letter of 'abcdef') this.registry.images.set(digestOf(letter), { architecture: 'amd64' });
  }

  newTemplate(service: string): string {
    return this.ecs.define({
      family: `shop-staging-${service}-template`,
      containerDefinitions: [
        {
          name: service,
          image: 'placeholder.invalid/none:none',
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': `/ecs/staging/${service}`, 'awslogs-stream-prefix': service },
          },
        },
      ],
    });
  }

  process(options: ProcessOptions = {}): SampleProcess {
    const pid = ++this.pids;
    this.alive.set(pid, `start of ${pid}`);
    return new SampleProcess(this, pid, options);
  }

  request(letter: string, more: Partial<ReleaseRequest> = {}): ReleaseRequest {
    return {
      environment: this.environment,
      reason: 'push',
      images: imageForAll(this.environment, digestOf(letter)),
      commit: commitOf(letter),
      ...more,
    };
  }

  /** Time passes: ECS goes on, heartbeats are due. */
  async pass(ms: number): Promise<void> {
    for (let gone = 0; gone < ms; gone += 500) {
      this.time += Math.min(500, ms - gone);
      this.ecs.tick();
      for (const timer of this.timers) {
        if (timer.due > this.time) continue;
        timer.due = this.time + timer.every;
        // Not waited for: what is due may itself wait for time to pass.
        void timer.work();
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  every(ms: number, work: () => Promise<void>): () => void {
    const timer = { due: this.time + ms, every: ms, work };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }
}

/** A process that releases, and may die at any call that it makes. */
export class SampleProcess {
  calls = 0;
  readonly made: string[] = [];
  readonly events: ReleaseEvent[] = [];
  readonly tell = (event: ReleaseEvent) => void this.events.push(event);
  readonly ports: ReleasePorts;
  private dead = false;

  constructor(
    private readonly world: SampleWorld,
    private readonly pid: number,
    private readonly options: ProcessOptions,
  ) {
    const host = options.host ?? 'laptop';
    const start = (each: number) => world.alive.get(each);
    this.ports = {
      clients: this.clients(),
      store: this.guarded<ObjectStore>('store', world.store),
      clock: {
        now: () => world.time,
        sleep: (ms) => this.reach('sleep', () => world.pass(ms)),
        every: (ms, work) => world.every(ms, async () => (this.dead ? undefined : work())),
      },
      commits: {
        isAncestor: async (commit, of) =>
          world.ancestors.some(([old, young]) => old === commit && young === of) ? 'yes' : 'no',
      },
      processes: { host, startOf: start },
      by: { name: 'Ada', host, pid, processStart: start(pid) },
      fetchBytes: (url) => this.fetchBytes(url),
      signal: options.signal,
    };
  }

  get notes(): readonly string[] {
    return this.events.flatMap((event) => (event.type === 'note' ? event.text : []));
  }

  kill(): void {
    this.dead = true;
    this.world.alive.delete(this.pid);
  }

  private clients(): AwsClients {
    const { world } = this;
    const client = <T>(name: string, methods: object) => {
      const guarded = this.guarded(name, methods) as T;
      return async () => guarded;
    };
    const none = async (): Promise<never> => {
      throw new Error('A release does not need this client.');
    };
    return {
      ecs: client('ecs', world.ecs.client),
      ecr: client('ecr', world.registry.client),
      ssm: client('ssm', {
        getParametersByPath: async ({ Path }: { Path: string }) => ({
          Parameters: [...world.parameters]
            .filter(([name]) => name.startsWith(Path))
            .map(([Name, Version]) => ({ Name, Version, ARN: `arn:parameter${Name}` })),
        }),
        paginateGetParametersByPath: paginator('getParametersByPath', ['NextToken', 'NextToken']),
      }),
      logs: client('logs', {
        getLogEvents: async () => ({ events: world.logs.map((message) => ({ message })) }),
      }),
      balancers: client('balancers', {
        describeTargetHealth: async () => ({ TargetHealthDescriptions: world.ecs.targets() }),
      }),
      scaling: client('scaling', {
        registerScalableTarget: async (target: {
          ResourceId: string;
          MinCapacity: number;
          MaxCapacity: number;
        }) => {
          world.ranges.set(target.ResourceId, `${target.MinCapacity} to ${target.MaxCapacity}`);
          return {};
        },
      }),
      s3: client('s3', world.bucket.client),
      secrets: none,
      rds: none,
      sts: none,
    };
  }

  private async *fetchBytes(url: string): AsyncGenerator<Uint8Array> {
    yield* await this.reach('fetch', async () => this.world.registry.fetchBytes(url));
  }

  private guarded<T extends object>(name: string, target: T): T {
    return new Proxy(target, {
      get: (object, property) => {
        const method: unknown = Reflect.get(object, property, object);
        if (typeof method !== 'function' || String(property).startsWith('paginate')) return method;
        return (...args: unknown[]) =>
          this.reach(
            `${name}.${String(property)}`,
            async () => (await Reflect.apply(method, object, args)) as unknown,
          );
      },
    });
  }

  private async reach<T>(call: string, work: () => Promise<T>): Promise<T> {
    if (this.dead) throw new Killed();
    const mine = ++this.calls;
    this.made.push(call);
    const { killAt, after = false, fault } = this.options;
    fault?.(call);
    if (mine === killAt && !after) this.kill();
    if (this.dead) throw new Killed();
    const [answer] = await Promise.allSettled([work()]);
    if (mine === killAt) this.kill();
    if (this.dead) throw new Killed();
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }
}

export { refusal };
