import type { DatabaseSpec } from './spec/database-spec';
import type { EdgeSpec } from './spec/edge-spec';
import type { NetworkSpec } from './spec/network-spec';
import type { ServiceSpec } from './spec/service-spec';

export type * from './spec/database-spec';
export type * from './spec/edge-spec';
export type * from './spec/network-spec';
export type * from './spec/service-spec';

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
