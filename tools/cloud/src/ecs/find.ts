import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { nameIn } from './arn';
import { clientError, EcsError, given } from './ecs-error';
import type { ClusterRecord, RegionRecord, ServiceRecord, TaskRecord } from './state';

/** @throws EcsError when there is none, or it was deleted */
export function clusterOf(region: RegionRecord, nameOrArn = 'default'): ClusterRecord {
  const cluster = region.clusters.get(nameIn(nameOrArn));
  if (!cluster || cluster.status === 'INACTIVE' || !isOf(region, nameOrArn)) {
    throw new EcsError('ClusterNotFoundException', 'Cluster not found.');
  }
  return cluster;
}

/** Also one that was deleted. @throws EcsError when there has never been one of that name */
export function serviceOf(cluster: ClusterRecord, nameOrArn: string | undefined): ServiceRecord {
  const service = cluster.services.get(nameIn(given(nameOrArn, 'Service cannot be empty.')));
  if (!service) throw new EcsError('ServiceNotFoundException', 'Service not found.');
  return service;
}

/** @throws EcsError when there is none that runs */
export function activeServiceOf(cluster: ClusterRecord, nameOrArn: string | undefined): ServiceRecord {
  const service = serviceOf(cluster, nameOrArn);
  if (service.status !== 'ACTIVE') throw new EcsError('ServiceNotActiveException', 'Service was not ACTIVE.');
  return service;
}

/** @throws EcsError when it is not known, or was forgotten */
export function taskOf(cluster: ClusterRecord, idOrArn: string | undefined): TaskRecord {
  const task = cluster.tasks.get(nameIn(given(idOrArn, 'Task identifier cannot be empty.')));
  if (!task) throw new EcsError('InvalidParameterException', 'The referenced task was not found.');
  return task;
}

/** By family (its newest active revision), by `family:revision`, or by ARN. */
export function findDefinition(region: RegionRecord, reference: string): TaskDefinition | undefined {
  if (!isOf(region, reference)) return undefined;
  const [family = '', revision] = nameIn(reference).split(':');
  const all = region.families.get(family) ?? [];
  return revision === undefined
    ? all.filter(({ status }) => status === 'ACTIVE').at(-1)
    : all.find((one) => String(one.revision) === revision);
}

/** One that tasks may be started from. @throws EcsError */
export function activeDefinition(region: RegionRecord, reference: string | undefined): TaskDefinition {
  const found = findDefinition(region, given(reference, 'TaskDefinition can not be blank.'));
  if (!found) throw clientError('TaskDefinition not found.');
  if (found.status !== 'ACTIVE') throw clientError('TaskDefinition is inactive');
  return found;
}

const isOf = ({ account, region }: RegionRecord, reference: string) =>
  !reference.startsWith('arn:') || reference.startsWith(`arn:aws:ecs:${region}:${account}:`);
