import type { PriceClass } from './regions';

/**
 * What a team writes in `environments/<name>/environment.ts`: data only, everything optional has a default.
 * `defineEnvironment` turns it into a complete {@link Environment}.
 */
export interface EnvironmentSpec {
  /** Product name; first part of every physical name. Lower case letters, digits and single dashes, 2 to 20 characters. */
  readonly app: string;

  /** Environment name: the folder's name, the Terraform workspace and the second part of every physical name. 2 to 12 characters. */
  readonly name: string;

  /**
   * How much care the environment is owed. It sets defaults and which settings are refused; nothing else looks at it.
   * - `production`: at least 2 tasks, Multi-AZ and protected database, prevent_destroy on what holds data, a firewall that blocks, long retention
   * - `staging`: the same shape at lower cost
   * - `disposable`: may be destroyed without a question
   *
   * @default 'staging'
   */
  readonly tier?: Tier;

  readonly aws: AwsSpec;
  readonly domain: DomainSpec;

  /** @default a /16 at 10.0.0.0 over 2 zones with one NAT gateway (one per zone in production) */
  readonly network?: NetworkSpec;

  /** Postgres on RDS; `false` for a product without a database. @default db.t4g.micro with 20 GB */
  readonly database?: DatabaseSpec | false;

  /** Process types that run the app's image. `web` is the one behind the load balancer. @default one `web` */
  readonly services?: { readonly [name: string]: ServiceSpec };

  readonly edge?: EdgeSpec;
  readonly logs?: LogsSpec;
  readonly alerts?: AlertsSpec;

  /** A small instance for people without SSM port-forwarding through a task; closed: no ingress rule, SSM only. @default false */
  readonly bastion?: boolean;
}

export type Tier = 'production' | 'staging' | 'disposable';

export interface AwsSpec {
  /** 12-digit id of the AWS account; the only one that Terraform may touch from here. */
  readonly account: string;
  /** Where all but the CDN lives, one of libs/core/src/regions.ts. @default 'us-east-1' */
  readonly region?: string;
  /**
   * Account whose image registry the tasks pull from. Where environments live in several accounts, all name the same
   * one: promotion ships the very image that staging ran.
   *
   * @default `account`
   */
  readonly registryAccount?: string;
}

export interface DomainSpec {
  /** Host name that users type, for example `staging.example.com`. */
  readonly name: string;
  /**
   * `'own'`: a hosted zone of this name is created here, its name servers are an output;
   * `{ id }`: records go into an existing hosted zone.
   *
   * @default 'own'
   */
  readonly zone?: 'own' | { readonly id: string };
  /**
   * Certificate authorities besides Amazon's that may issue for the domain and what is below it, by the names that they
   * have in CAA records, such as `letsencrypt.org`. Only with a zone of its own: for another, its owner decides.
   *
   * @default none: Amazon alone
   */
  readonly certificateAuthorities?: readonly string[];
  /** Subdomains that other environments own: name to the name servers of their zone (their `nameServers` output). @default none */
  readonly delegations?: { readonly [name: string]: readonly string[] };
}

export interface NetworkSpec {
  /** IPv4 block of the VPC, /16 to /20, private address space. @default '10.0.0.0/16' */
  readonly cidr?: string;
  /**
   * How many availability zones, or the letters of 2 or 3 where an account lacks one of the first. A plan refuses those
   * that the account does not have.
   *
   * @default 2, the first that accounts have: `['a', 'b']` in most regions, `['a', 'c']` in ap-northeast-1
   */
  readonly zones?: 2 | 3 | readonly string[];
  /**
   * Internet access of private subnets: `none` uses interface endpoints to reach AWS and nothing else.
   * Cost: about 33 USD a month for each gateway and 4.5 cents a GB (us-east-1, list price 2026-11).
   *
   * @default 'per-zone' in production, otherwise 'one'
   */
  readonly nat?: NatMode;
}

export type NatMode = 'none' | 'one' | 'per-zone';

export interface DatabaseSpec {
  /**
   * RDS instance class. Its memory decides how many connections there are for tasks to share: each gets the number that
   * it may hold as `DATABASE_POOL_SIZE`.
   *
   * @default 'db.t4g.micro'
   */
  readonly size?: string;
  /** Initial storage, 20 GB to 64 TB. @default '20 GB' */
  readonly storage?: string;
  /**
   * Storage grows by itself up to this; at least a tenth more than `storage`.
   *
   * @default five times `storage`, at most 64 TB
   */
  readonly maxStorage?: string;
  /** Postgres version: a major (14 to 18), or a major and minor at or above the patch floor. @default '17' */
  readonly version?: string;
  /**
   * How far a change of `version` is allowed to go. `'major'` lets RDS upgrade to a later major. The database stops while
   * it does, usually for 10 minutes or more, and only a snapshot leads back. All changes to the database are made at
   * once then, in production as well. Take the setting out again after the upgrade.
   *
   * @default 'minor': RDS refuses another major
   */
  readonly upgrade?: 'minor' | 'major';
  /** A standby in a second zone. Doubles the instance's price. @default true in production */
  readonly multiAz?: boolean;
  /** Days that automated backups are kept, 1 to 35; at least 7 in production. @default 14 in production, otherwise 7 */
  readonly backupDays?: number;
  /**
   * AWS and Terraform refuse to delete the database. Cannot be off in production, nor on in a disposable environment.
   *
   * @default true except for disposable tiers
   */
  readonly deletionProtection?: boolean;
  /**
   * `size` and `version` are taken as written, also where the tables of this release of Slipway do not have them, or not
   * for this region. RDS decides when they are applied.
   *
   * @default false
   */
  readonly unlisted?: boolean;
}

export interface ServiceSpec {
  /** Size of one task, one of Fargate's cpu and memory pairs. @default '0.25 vCPU' */
  readonly cpu?: string;
  /** @default the smallest memory that Fargate offers with `cpu` */
  readonly memory?: string;
  /** Port the process listens on; its `PORT` variable. 1024 to 65535, because the process is not root. @default 3000 */
  readonly port?: number;
  /** Command in the image, as written: `${HOME}` is expanded in the container, if by anything. @default the image's own */
  readonly command?: readonly string[];
  /**
   * Command in the image that every release runs once, as a task of its own with the new image, before any new task of
   * the service: migrations. When it fails, the release does, and the service was not touched. Only `web` may have it.
   *
   * @default none: nothing runs before the new tasks
   */
  readonly release?: readonly string[];
  /**
   * When the schema changes: once before the new tasks by `release`, or `on-start` in every container as it starts, which
   * gets the variable `MIGRATE=on-start` and has to take turns with the others. Not together with `release`.
   *
   * @default 'release-phase'
   */
  readonly migrate?: MigrateMode;
  /**
   * Plain environment variables; a `DATABASE_POOL_SIZE` here replaces the computed one. Not for secrets: those are kept
   * with `slipway config set`.
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Names of the secrets without which a release is refused; each is set with `slipway config set <env> <NAME>`.
   *
   * @default none: a release takes those that are there
   */
  readonly secrets?: readonly string[];
  readonly healthCheck?: HealthCheckSpec;
  /**
   * Seconds that a new task may take until it answers its health checks: earlier failures are not held against it, and a
   * task that does not answer by then is replaced. 10 to 600.
   *
   * @default 60, with `migrate: 'on-start'` 600: as long as a start may wait for another that migrates
   */
  readonly startSeconds?: number;
  /**
   * Seconds that a leaving task has for the requests that it is answering; it gets no new ones. What lasts longer, such
   * as an upload, a stream or a WebSocket, is cut off by every roll. Each roll takes that long, needed or not. 0 to 900.
   *
   * @default 60 in production, as long as the load balancer waits for an answer; 10 elsewhere
   */
  readonly drainSeconds?: number;
  /** Seconds from SIGTERM, which comes after the drain, until a process that has not ended is killed. 1 to 120. @default 2 */
  readonly stopSeconds?: number;
  readonly scaling?: ScalingSpec;
  /** Processor of the image. @default 'x86_64' */
  readonly architecture?: 'x86_64' | 'arm64';
  /**
   * The process may write to its root file system. @default false; `/tmp` is always writable
   */
  readonly writableRoot?: boolean;
}

export type MigrateMode = 'release-phase' | 'on-start';

export interface HealthCheckSpec {
  /** Answers 200 when the task can take traffic. @default '/healthz' */
  readonly path?: string;
  /** Seconds between checks; half of it (2 to 120) is the timeout. 5 to 300. @default 5 */
  readonly intervalSeconds?: number;
  /** Checks in a row that must pass. 2 to 10. @default 2 */
  readonly healthyAfter?: number;
}

export interface ScalingSpec {
  /** Tasks that always run; at least 2 in production. @default 2 in production, otherwise 1 */
  readonly min?: number;
  /** @default three times `min` */
  readonly max?: number;
  /** Average cpu in percent that scaling aims at, 10 to 90. @default 60 */
  readonly cpuPercent?: number;
  /** Requests a minute and task that scaling aims at. @default 1000 */
  readonly requestsPerTask?: number;
}

export interface EdgeSpec {
  /** CloudFront in front of the load balancer. Off: the load balancer itself takes 80 and 443. @default true */
  readonly cdn?: boolean;
  /**
   * The load balancer takes requests from everybody beside the CDN, past its firewall. For the step in between when the
   * CDN of an environment that users reach is switched on or off: `{ cdn: true, direct: true }` first.
   *
   * @default false
   */
  readonly direct?: boolean;
  /**
   * Releases keep the files below `/_next/static/` in a bucket that the CDN asks before the load balancer, so that a page
   * opened before a release still finds its own. Off: the load balancer is the only origin. Not without the CDN.
   *
   * @default the same as `cdn`
   */
  readonly assets?: boolean;
  /**
   * AWS WAF with managed rules on the CDN, so not without one. `true` is one that blocks. About 10 USD a month.
   *
   * @default with a CDN: one that blocks in production, one that counts in staging, none in a disposable environment
   */
  readonly firewall?: boolean | FirewallSpec;
  /**
   * How far CloudFront's edges reach; everybody is served, from farther away. `100`: North America, Europe and Israel;
   * `200`: also Africa, the Middle East and most of Asia; `all`: also South America, Australia and New Zealand, where a GB
   * costs most.
   *
   * @default the cheapest that has edges near `aws.region`
   */
  readonly priceClass?: PriceClass;
  /** Which of the two accepted origin secrets the CDN sends; switch to rotate. @default 'a' */
  readonly originSecret?: 'a' | 'b';
}

export interface FirewallSpec {
  /**
   * - `block`: what a rule finds is answered with 403
   * - `count`: it is let through, and logged as what would have been refused
   *
   * @default 'block' in production, otherwise 'count'
   */
  readonly mode?: FirewallMode;
  /** Requests that a rule finds and that are let through all the same, at most 20. @default none */
  readonly exceptions?: readonly FirewallException[];
}

export type FirewallMode = 'block' | 'count';

export interface FirewallException {
  /** A rule's name as AWS writes it and the log has it, such as `CrossSiteScripting_BODY`. */
  readonly rule: string;
  /** Path of the requests, such as `/entries`; with `*` at its end all that begins so. */
  readonly path: string;
}

export interface LogsSpec {
  /** Days that logs are kept, one of CloudWatch's values. @default 365 in production, otherwise 30 */
  readonly retentionDays?: number;
}

export interface AlertsSpec {
  /** Mailboxes that get every alarm; each must confirm once. @default none */
  readonly emails?: readonly string[];
  /** p95 response time in seconds at the load balancer that raises an alarm, up to 60. @default 2 */
  readonly latencySeconds?: number;
}
