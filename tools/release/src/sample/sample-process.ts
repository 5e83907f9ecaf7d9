import type { AwsClients } from '@slipway/tool-aws';
import type { ObjectStore } from '../ports/object-store';
import type { ReleasePorts } from '../ports/ports';
import type { SiteAnswer } from '../record/release-record';
import type { ReleaseEvent } from '../ports/release-event';
import type { SampleBucket } from './sample-bucket';
import type { SampleEcs } from './sample-ecs';
import type { SampleParameters } from './sample-parameters';
import type { SampleRegistry } from './sample-registry';
import type { SampleStore } from './sample-store';

/** Thrown in a process at the call at which it dies, and at every call after. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** @param nth the number of the call, from 1 */
type Happening = (call: string, nth: number) => unknown;

export interface ProcessOptions {
  /** The number of the call to the world, from 1, at which it is killed. @default never */
  readonly killAt?: number;
  /** The call still reached AWS; its answer reaches nobody. @default false */
  readonly after?: boolean;
  readonly host?: string;
  readonly signal?: AbortSignal;
  /** Happens while a call is on its way: what it throws is thrown in place of the call. */
  readonly onCall?: Happening;
  /** Happens while an answer is on its way back: what it throws is thrown in place of the answer, after the effect. */
  readonly onAnswer?: Happening;
}

/** The world as a process finds it. */
interface Surroundings {
  readonly time: number;
  readonly store: SampleStore;
  readonly ecs: SampleEcs;
  readonly registry: SampleRegistry;
  readonly bucket: SampleBucket;
  readonly parameters: SampleParameters;
  readonly logs: readonly string[];
  readonly ranges: Map<string, string>;
  readonly ancestors: readonly (readonly [string, string])[];
  readonly shallow: boolean;
  readonly site: SiteAnswer | undefined;
  /** Processes that live, with the start of each. */
  readonly alive: Map<number, string>;
  pass(ms: number, signal?: AbortSignal): Promise<void>;
  every(ms: number, work: () => Promise<void>): () => void;
}

/** A process that releases, and may die at any call that it makes. */
export class SampleProcess {
  calls = 0;
  readonly made: string[] = [];
  readonly events: ReleaseEvent[] = [];
  readonly tell = (event: ReleaseEvent) => void this.events.push(event);
  readonly ports: ReleasePorts;
  private dead = false;
  private asleep = false;

  constructor(
    private readonly world: Surroundings,
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
        sleep: (ms, signal) => this.reach('sleep', () => world.pass(ms, signal)),
        every: (ms, work) => world.every(ms, async () => (this.dead || this.asleep ? undefined : work())),
      },
      commits: {
        isAncestor: async (commit, of) =>
          world.shallow
            ? 'unknown'
            : world.ancestors.some(([old, young]) => old === commit && young === of)
              ? 'yes'
              : 'no',
      },
      processes: { host, startOf: start },
      by: { name: 'Ada', host, pid, processStart: start(pid) },
      fetchBytes: (url) => this.fetchBytes(url),
      askSite: () => this.reach('askSite', async () => world.site),
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

  /** The lid of its machine is closed: its timers do not go off while `meanwhile` happens. */
  async sleepThrough(meanwhile: () => Promise<unknown>): Promise<void> {
    this.asleep = true;
    try {
      await meanwhile();
    } finally {
      this.asleep = false;
    }
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
      ssm: client('ssm', world.parameters.client),
      logs: client('logs', {
        getLogEvents: async () => ({ events: world.logs.map((message) => ({ message })) }),
      }),
      balancers: client('balancers', {
        describeTargetHealth: async () => ({ TargetHealthDescriptions: world.ecs.targets() }),
        describeTargetGroups: async ({ TargetGroupArns: [arn] }: { TargetGroupArns: string[] }) => ({
          TargetGroups: [{ TargetGroupArn: arn, ...world.ecs.healthChecks.at(-1) }],
        }),
        modifyTargetGroup: async (change: object) => {
          world.ecs.healthChecks.push(change);
          return {};
        },
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
    const { killAt, after = false, onCall, onAnswer } = this.options;
    await onCall?.(call, mine);
    if (mine === killAt && !after) this.kill();
    if (this.dead) throw new Killed();
    const [answer] = await Promise.allSettled([work()]);
    if (mine === killAt) this.kill();
    if (this.dead) throw new Killed();
    await onAnswer?.(call, mine);
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }
}
