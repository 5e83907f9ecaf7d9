import { type AwsClients, awsFailure, complaintOf, type AwsComplaint } from '@slipway/tool-aws';
import type { Clock } from '../ports/ports';

export interface SteadyOptions {
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly environment: string;
  /** For messages. @default 'aws' */
  readonly cloud?: 'aws' | 'embedded';
  readonly note: (text: string) => void;
  /** Between 0 and 1. @default Math.random */
  readonly random?: () => number;
}

type About = AwsComplaint['about'];

/** How long a call is repeated once the SDK's own retries are used up; a rollout outlives a reboot of a router. */
const PATIENCE_MS: { readonly [about in About]?: number } = {
  throttled: 600_000,
  network: 600_000,
  trouble: 60_000,
};
const LONGEST_PAUSE_MS = 10_000;

/**
 * Clients that go on where a release should: through throttling, an absent network and an AWS that is unwell. Each kind
 * of trouble is noted once, and once more when it is over. What no patience helps against becomes a Failure.
 */
export function steadyClients(clients: AwsClients, options: SteadyOptions): AwsClients {
  return steadily(options).clients(clients);
}

/** The same for anything else whose methods call AWS. Trouble is noted once for all that one call of this made. */
export function steadily(options: SteadyOptions) {
  const through = patience(options);
  return {
    clients: (clients: AwsClients) => clientsThrough(clients, through),
    methods: <T extends object>(target: T) => eachCall(target, through),
  };
}

function clientsThrough(clients: AwsClients, through: Through): AwsClients {
  const steady = <T extends object>(load: () => Promise<T>) => {
    let loaded: Promise<T> | undefined;
    return () => (loaded ??= through(load).then((client) => eachCall(client, through)));
  };
  return {
    ecs: steady(() => clients.ecs()),
    ecr: steady(() => clients.ecr()),
    s3: steady(() => clients.s3()),
    ssm: steady(() => clients.ssm()),
    secrets: steady(() => clients.secrets()),
    logs: steady(() => clients.logs()),
    balancers: steady(() => clients.balancers()),
    scaling: steady(() => clients.scaling()),
    rds: steady(() => clients.rds()),
    sts: steady(() => clients.sts()),
  };
}

type Through = <T>(call: () => Promise<T>) => Promise<T>;

function eachCall<T extends object>(client: T, through: Through): T {
  return new Proxy(client, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property, target);
      // A paginator asks the client that it is called on, this one, for one page after the other.
      if (typeof value !== 'function' || property === 'destroy' || isPaginator(property)) return value;
      return (...args: unknown[]) =>
        through(async () => (await Reflect.apply(value, target, args)) as unknown);
    },
  });
}

function isPaginator(method: string | symbol): boolean {
  return typeof method === 'string' && method.startsWith('paginate');
}

function patience({ clock, environment, cloud = 'aws', note, random = Math.random }: SteadyOptions): Through {
  const troubles = new Set<About>();
  return async (call) => {
    const began = clock.now();
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await call();
        if (attempt > 0 && troubles.size > 0) {
          troubles.clear();
          note('AWS answers again.');
        }
        return answer;
      } catch (error) {
        const about = complaintOf(error)?.about;
        if (about === undefined) throw error;
        if (clock.now() - began >= (PATIENCE_MS[about] ?? 0)) {
          const safe = `What runs in "${environment}" goes on running; the next release settles one that was under way.`;
          throw awsFailure(error, { environment, cloud, safe });
        }
        if (!troubles.has(about)) note(WORDS[about] ?? '');
        troubles.add(about);
        // Full jitter: many that were refused at once must not come back at once.
        // https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
        await clock.sleep(random() * Math.min(LONGEST_PAUSE_MS, 500 * 2 ** Math.min(attempt, 10)));
      }
    }
  };
}

const WORDS: { readonly [about in About]?: string } = {
  throttled: 'AWS asks for fewer calls; going on more slowly.',
  network: 'AWS cannot be reached; still trying. ECS goes on meanwhile.',
  trouble: 'AWS answers with an error of its own; still trying.',
};
