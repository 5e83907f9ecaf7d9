import type { FirewallException, FirewallMode, MigrateMode, NatMode, Tier } from './environment-spec';
import type { PriceClass } from './regions';

/**
 * - `protect`: Terraform and AWS refuse (prevent_destroy, deletion protection); production
 * - `retain`: allowed, but a database leaves a final snapshot and a bucket must be empty; staging
 * - `delete`: contents and all; disposable
 */
export type Removal = 'protect' | 'retain' | 'delete';

/** The part of an environment that names are made of. */
export type EnvironmentId = Pick<Environment, 'app' | 'name'>;

/** An environment with every default filled in and every size in AWS's own units. What constructs read. */
export interface Environment {
  readonly app: string;
  readonly name: string;
  readonly tier: Tier;
  /** What happens to things that hold data when they leave the configuration; follows from `tier`. */
  readonly removal: Removal;
  readonly aws: { readonly account: string; readonly region: string; readonly registryAccount: string };
  readonly domain: {
    readonly name: string;
    readonly zone: 'own' | { readonly id: string };
    /** That may issue besides Amazon's. */
    readonly certificateAuthorities: readonly string[];
    readonly delegations: { readonly [name: string]: readonly string[] };
  };
  /** `zones` are full names, such as `eu-west-1a`. */
  readonly network: { readonly cidr: string; readonly zones: readonly string[]; readonly nat: NatMode };
  readonly database: DatabaseSettings | false;
  readonly services: { readonly [name: string]: ServiceSettings };
  readonly edge: {
    readonly cdn: boolean;
    /** The load balancer is open beside the CDN. */
    readonly direct: boolean;
    /** Releases keep fingerprinted files in a bucket behind the CDN, so that pages of before find theirs. */
    readonly assets: boolean;
    readonly firewall: false | FirewallSettings;
    readonly priceClass: PriceClass;
    readonly originSecret: 'a' | 'b';
  };
  readonly logs: { readonly retentionDays: number };
  readonly alerts: { readonly emails: readonly string[]; readonly latencySeconds: number };
  readonly bastion: boolean;
}

export interface FirewallSettings {
  readonly mode: FirewallMode;
  readonly exceptions: readonly FirewallException[];
}

export interface DatabaseSettings {
  readonly size: string;
  /** GiB, RDS's unit. */
  readonly storageGb: number;
  readonly maxStorageGb: number;
  readonly version: string;
  readonly upgrade: 'minor' | 'major';
  readonly multiAz: boolean;
  readonly backupDays: number;
  readonly deletionProtection: boolean;
  /** Size and version were taken without a look at any table. */
  readonly unlisted: boolean;
}

export interface ServiceSettings {
  /** Folder below `apps`, where one is named. */
  readonly app?: string;
  /** CPU units, 1024 to a vCPU. */
  readonly cpuUnits: number;
  /** MiB. */
  readonly memoryMb: number;
  readonly port: number;
  readonly command?: readonly string[];
  /** Runs once, before the new tasks of a release. */
  readonly release?: readonly string[];
  readonly migrate: MigrateMode;
  readonly environment: { readonly [name: string]: string };
  /** Names of the secrets that must be set before a release. */
  readonly secrets: readonly string[];
  readonly healthCheck: {
    readonly path: string;
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly healthyAfter: number;
  };
  /** Until a new task has to answer its health checks. */
  readonly startSeconds: number;
  /** For what a leaving task still answers. */
  readonly drainSeconds: number;
  /** From SIGTERM to SIGKILL. */
  readonly stopSeconds: number;
  readonly scaling: {
    readonly min: number;
    readonly max: number;
    readonly cpuPercent: number;
    readonly requestsPerTask: number;
  };
  readonly architecture: 'x86_64' | 'arm64';
  readonly writableRoot: boolean;
}
