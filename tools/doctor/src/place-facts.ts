import { setTimeout as sleep } from 'node:timers/promises';
import { clusterName, releaseBucket, templateFamily } from '@slipway/core';
import type { LocatedEnvironment } from '@slipway/tool-deploy';
import {
  asDeployed,
  fetchBytes,
  gitCommits,
  localProcesses,
  notApplied,
  notAppliedLines,
  readApplied,
  readConfigNames,
  S3Store,
  systemClock,
  type Applied,
  type ReleasePorts,
} from '@slipway/tool-release';

/** An environment as it was last deployed, which is what releases are made with. */
export interface DeployedEnvironment extends LocatedEnvironment {
  readonly applied: Applied | undefined;
}

export async function deployedEnvironment(place: LocatedEnvironment): Promise<DeployedEnvironment> {
  const { environment, clients } = place;
  const applied = await readApplied(new S3Store(clients, releaseBucket(environment), environment.name));
  return { ...place, environment: asDeployed(environment, applied), applied };
}

/** What the workspace describes beyond that, in lines. */
export function notDeployed(
  { applied }: DeployedEnvironment,
  described: Required<Applied>,
): readonly string[] {
  return notAppliedLines(notApplied(applied, described));
}

/** DescribeServices takes this many names at a time. */
const PAGE = 10;

export async function bucketIsThere({ clients }: LocatedEnvironment, bucket: string): Promise<boolean> {
  const s3 = await clients.s3();
  return isThere(() => s3.headBucket({ Bucket: bucket }), /^(?:NotFound|NoSuchBucket|404)$/);
}

/**
 * Asks for an image that nobody has, which says whether there is a repository and takes no more than a release does: who
 * releases from another account may look up images, not repositories.
 */
export async function repositoryIsThere({
  environment: { app, aws },
  clients,
}: LocatedEnvironment): Promise<boolean> {
  const ecr = await clients.ecr();
  const imageIds = [{ imageTag: 'slipway-doctor' }];
  return isThere(
    () => ecr.batchGetImage({ registryId: aws.registryAccount, repositoryName: app, imageIds }),
    /^RepositoryNotFoundException$/,
  );
}

async function isThere(ask: () => Promise<unknown>, missing: RegExp): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof Error && missing.test(error.name)) return false;
    throw error;
  }
}

/** As ECS says it: `ACTIVE`; `undefined` when there is none. */
export async function clusterStatus({
  environment,
  clients,
}: LocatedEnvironment): Promise<string | undefined> {
  const ecs = await clients.ecs();
  const { clusters = [] } = await ecs.describeClusters({ clusters: [clusterName(environment)] });
  return clusters[0]?.status;
}

/** Every service of the environment's file with its status, which is `undefined` when ECS has none of that name. */
export async function serviceStatuses({
  environment,
  clients,
}: LocatedEnvironment): Promise<{ readonly [service: string]: string | undefined }> {
  const ecs = await clients.ecs();
  const names = Object.keys(environment.services);
  const found = new Map<string, string | undefined>();
  for (let from = 0; from < names.length; from += PAGE) {
    const { services = [] } = await ecs.describeServices({
      cluster: clusterName(environment),
      services: names.slice(from, from + PAGE),
    });
    for (const { serviceName = '', status: state } of services) found.set(serviceName, state);
  }
  return Object.fromEntries(names.map((name) => [name, found.get(name)]));
}

/** Names of the secrets that are required and that neither a parameter nor the template fills, by service. */
export async function missingSecrets(
  place: LocatedEnvironment,
): Promise<{ readonly [service: string]: readonly string[] }> {
  const { environment } = place;
  const set = await readConfigNames({ ...place, store: storeOf(place) });
  const entries = Object.entries(environment.services).map(async ([service, { secrets }]) => {
    const there = new Set([...(set[service] ?? []), ...(await templateSecrets(place, service))]);
    return [service, secrets.filter((name) => !there.has(name))] as const;
  });
  return Object.fromEntries((await Promise.all(entries)).filter(([, names]) => names.length > 0));
}

/** Terraform fills some by itself: the database's password. */
async function templateSecrets(
  { environment, clients }: LocatedEnvironment,
  service: string,
): Promise<readonly string[]> {
  const ecs = await clients.ecs();
  const { taskDefinition } = await ecs.describeTaskDefinition({
    taskDefinition: templateFamily(environment, service),
  });
  return (taskDefinition?.containerDefinitions ?? []).flatMap(({ secrets = [] }) =>
    secrets.flatMap(({ name }) => name ?? []),
  );
}

function storeOf({ environment, clients }: LocatedEnvironment): S3Store {
  return new S3Store(clients, releaseBucket(environment), environment.name);
}

/** What `status` of the release engine looks through. */
export function releasePorts(place: LocatedEnvironment, workspace: string): ReleasePorts {
  const { clients, cloud } = place;
  return {
    clients,
    cloud,
    store: storeOf(place),
    // A release waits out an absent network for minutes; the wait must not keep this process once its time is over.
    clock: { ...systemClock, sleep: (ms) => sleep(ms, undefined, { ref: false }) },
    commits: gitCommits(workspace),
    processes: localProcesses,
    by: { name: 'slipway doctor', host: localProcesses.host },
    fetchBytes,
  };
}
