import type {
  DatabaseSettings,
  Environment,
  FirewallSettings,
  Removal,
  ServiceSettings,
} from '../environment';
import type { Tier } from '../environment-spec';
import { fargateMemory } from '../fargate';
import { IDLE_TIMEOUT_SECONDS } from '../idle-timeout';
import { firstZones, region as knownRegion } from '../regions';
import type { ParsedSpec } from './schema';

const REMOVAL: { readonly [tier in Tier]: Removal } = {
  production: 'protect',
  staging: 'retain',
  disposable: 'delete',
};

/** Fills in every default that environment-spec.ts documents. */
export function complete(spec: ParsedSpec): Environment {
  const tier = spec.tier ?? 'staging';
  const production = tier === 'production';
  const region = spec.aws.region ?? 'us-east-1';
  const cdn = spec.edge?.cdn ?? true;
  return {
    app: spec.app,
    name: spec.name,
    tier,
    removal: REMOVAL[tier],
    aws: {
      account: spec.aws.account,
      region,
      registryAccount: spec.aws.registryAccount ?? spec.aws.account,
    },
    domain: {
      name: spec.domain.name,
      zone: spec.domain.zone ?? 'own',
      certificateAuthorities: spec.domain.certificateAuthorities ?? [],
      delegations: spec.domain.delegations ?? {},
    },
    network: {
      cidr: spec.network?.cidr ?? '10.0.0.0/16',
      zones: zoneLetters(spec.network?.zones ?? 2, region).map((letter) => `${region}${letter}`),
      nat: spec.network?.nat ?? (production ? 'per-zone' : 'one'),
    },
    database: spec.database === false ? false : completeDatabase(spec.database ?? {}, tier),
    services: Object.fromEntries(
      Object.entries(spec.services ?? { web: {} }).map(([name, service]) => [
        name,
        completeService(service, tier),
      ]),
    ),
    edge: {
      cdn,
      direct: spec.edge?.direct ?? false,
      assets: spec.edge?.assets ?? cdn,
      firewall: completeFirewall(spec.edge?.firewall, tier, cdn),
      priceClass: spec.edge?.priceClass ?? knownRegion(region)?.priceClass ?? 'all',
      originSecret: spec.edge?.originSecret ?? 'a',
    },
    logs: { retentionDays: spec.logs?.retentionDays ?? (production ? 365 : 30) },
    alerts: { emails: spec.alerts?.emails ?? [], latencySeconds: spec.alerts?.latencySeconds ?? 2 },
    bastion: spec.bastion ?? false,
  };
}

function zoneLetters(zones: 2 | 3 | readonly string[], region: string): readonly string[] {
  return typeof zones === 'number' ? firstZones(region, zones) : zones;
}

type ParsedFirewall = NonNullable<ParsedSpec['edge']>['firewall'];

function completeFirewall(spec: ParsedFirewall, tier: Tier, cdn: boolean): false | FirewallSettings {
  const production = tier === 'production';
  if (spec === false || (spec === undefined && (!cdn || tier === 'disposable'))) return false;
  if (spec === true) return { mode: 'block', exceptions: [] };
  return {
    mode: spec?.mode ?? (production ? 'block' : 'count'),
    exceptions: (spec?.exceptions ?? []).map((exception) => ({ ...exception })),
  };
}

type ParsedDatabase = Exclude<ParsedSpec['database'], false | undefined>;

function completeDatabase(spec: ParsedDatabase, tier: Tier): DatabaseSettings {
  const storageGb = spec.storage ?? 20;
  return {
    size: spec.size ?? 'db.t4g.micro',
    storageGb,
    maxStorageGb: spec.maxStorage ?? Math.min(5 * storageGb, 65536),
    version: spec.version ?? '17',
    upgrade: spec.upgrade ?? 'minor',
    multiAz: spec.multiAz ?? tier === 'production',
    backupDays: spec.backupDays ?? (tier === 'production' ? 14 : 7),
    deletionProtection: spec.deletionProtection ?? tier !== 'disposable',
    unlisted: spec.unlisted ?? false,
  };
}

/** What boots in more than a minute is rarely meant to. */
const START_SECONDS = 60;
/** What is migrating is started, however long it waits for its turn: the sample app gives up after 10 minutes itself. */
const MIGRATING_START_SECONDS = 600;
/** Outside of production, whoever pushes waits for the roll, and nobody for a slow answer. */
const BRIEF_DRAIN_SECONDS = 10;

type ParsedService = NonNullable<ParsedSpec['services']>[string];

function completeService(spec: ParsedService, tier: Tier): ServiceSettings {
  const cpuUnits = spec.cpu ?? 256;
  const intervalSeconds = spec.healthCheck?.intervalSeconds ?? 5;
  const min = spec.scaling?.min ?? (tier === 'production' ? 2 : 1);
  const migrate = spec.migrate ?? 'release-phase';
  return {
    ...(spec.app !== undefined && { app: spec.app }),
    cpuUnits,
    memoryMb: spec.memory ?? fargateMemory(cpuUnits)[0] ?? 512,
    port: spec.port ?? 3000,
    ...(spec.command && { command: spec.command }),
    ...(spec.release && { release: spec.release }),
    migrate,
    environment: spec.environment ?? {},
    secrets: spec.secrets ?? [],
    healthCheck: {
      path: spec.healthCheck?.path ?? '/healthz',
      intervalSeconds,
      timeoutSeconds: healthCheckTimeout(intervalSeconds),
      healthyAfter: spec.healthCheck?.healthyAfter ?? 2,
    },
    startSeconds: spec.startSeconds ?? (migrate === 'on-start' ? MIGRATING_START_SECONDS : START_SECONDS),
    drainSeconds: spec.drainSeconds ?? (tier === 'production' ? IDLE_TIMEOUT_SECONDS : BRIEF_DRAIN_SECONDS),
    stopSeconds: spec.stopSeconds ?? 2,
    scaling: {
      min,
      max: spec.scaling?.max ?? 3 * min,
      cpuPercent: spec.scaling?.cpuPercent ?? 60,
      requestsPerTask: spec.scaling?.requestsPerTask ?? 1000,
    },
    architecture: spec.architecture ?? 'x86_64',
    writableRoot: spec.writableRoot ?? false,
  };
}

/**
 * Half the interval, within what target groups take: 2 to 120 seconds.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
function healthCheckTimeout(intervalSeconds: number): number {
  return Math.min(120, Math.max(2, Math.floor(intervalSeconds / 2)));
}
