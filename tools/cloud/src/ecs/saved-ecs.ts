import type { Tag, TaskDefinition } from '@aws-sdk/client-ecs';
import { findDefinition } from './find';
import type {
  ClusterFacts,
  ClusterRecord,
  DeploymentFacts,
  DeploymentRecord,
  EcsState,
  RegionRecord,
  ServiceFacts,
  ServiceRecord,
  TaskFacts,
  TaskRecord,
} from './state';

/** All of ECS as plain data: facts as they are, ids where records refer to each other, nothing of what runs. */
export interface SavedEcs {
  readonly regions: readonly SavedRegion[];
}

interface SavedRegion {
  readonly account: string;
  readonly region: string;
  readonly clusters: readonly SavedCluster[];
  readonly families: readonly (readonly [family: string, TaskDefinition[]])[];
  readonly tags: readonly (readonly [arn: string, Tag[]])[];
  readonly settings: readonly (readonly [name: string, value: string])[];
}

interface SavedCluster extends ClusterFacts {
  readonly services: readonly SavedService[];
  readonly tasks: readonly SavedTask[];
}

interface SavedService extends ServiceFacts {
  /** `false` for one that another of the same name has replaced, and that only old tasks still refer to. */
  readonly isListed: boolean;
  /** All that anything refers to. */
  readonly known: readonly SavedDeployment[];
  /** Ids of its `deployments`. */
  readonly deployments: readonly string[];
  readonly lastCompleted?: string;
}

interface SavedDeployment extends DeploymentFacts {
  readonly revisionArn: string;
  readonly historyArn: string;
}

interface SavedTask extends TaskFacts {
  readonly definitionArn: string;
  readonly deployment?: string;
}

export function saveEcs(state: EcsState): SavedEcs {
  return {
    regions: state.regions().map(({ account, region, clusters, families, tags, settings }) => ({
      account,
      region,
      clusters: [...clusters.values()].map(saveCluster),
      families: [...families],
      tags: [...tags],
      settings: [...settings],
    })),
  };
}

function saveCluster({ region: _, services, tasks, ...facts }: ClusterRecord): SavedCluster {
  const listed = [...services.values()];
  const referred = [...tasks.values()].flatMap(({ deployment }) => deployment ?? []);
  const all = new Set([...listed, ...referred.map(({ service }) => service)]);
  return {
    ...facts,
    services: [...all].map((service) => ({
      ...saveService(
        service,
        referred.filter((one) => one.service === service),
      ),
      isListed: listed.includes(service),
    })),
    tasks: [...tasks.values()].map(saveTask),
  };
}

function saveService(
  { cluster: _, running: _running, deployments, lastCompleted, ...facts }: ServiceRecord,
  referred: readonly DeploymentRecord[],
): Omit<SavedService, 'isListed'> {
  const known = new Set([...deployments, ...(lastCompleted ? [lastCompleted] : []), ...referred]);
  return {
    ...facts,
    known: [...known].map(({ service: _service, revision, history, ...deployment }) => ({
      ...deployment,
      revisionArn: revision.serviceRevisionArn,
      historyArn: history.arn,
    })),
    deployments: deployments.map(({ id }) => id),
    ...(lastCompleted && { lastCompleted: lastCompleted.id }),
  };
}

function saveTask({
  cluster: _,
  running: _running,
  definition,
  deployment,
  ...facts
}: TaskRecord): SavedTask {
  return {
    ...facts,
    definitionArn: definition.taskDefinitionArn ?? '',
    ...(deployment && { deployment: deployment.id }),
  };
}

/**
 * Fills an empty state. Tasks are as they were, though nothing runs for them: who brings them back decides.
 *
 * @throws Error when something refers to what is not there
 */
export function restoreEcs(state: EcsState, { regions }: SavedEcs): void {
  for (const saved of regions) {
    const region = state.region(saved);
    for (const [family, revisions] of saved.families) region.families.set(family, revisions);
    for (const [arn, tags] of saved.tags) region.tags.set(arn, tags);
    for (const [name, value] of saved.settings) region.settings.set(name, value);
    for (const cluster of saved.clusters) restoreCluster(region, cluster);
  }
}

function restoreCluster(region: RegionRecord, { services, tasks, ...facts }: SavedCluster): void {
  const cluster: ClusterRecord = { ...facts, region, services: new Map(), tasks: new Map() };
  region.clusters.set(cluster.name, cluster);
  const deployments = new Map<string, DeploymentRecord>();
  for (const service of services) restoreService(cluster, service, deployments);
  for (const { definitionArn, deployment: id, ...task } of tasks) {
    cluster.tasks.set(task.id, {
      ...task,
      cluster,
      definition: there(findDefinition(region, definitionArn), definitionArn),
      ...(id !== undefined && { deployment: there(deployments.get(id), id) }),
      running: { targets: [] },
    });
  }
}

function restoreService(
  cluster: ClusterRecord,
  { isListed, known, deployments, lastCompleted, ...facts }: SavedService,
  all: Map<string, DeploymentRecord>,
): void {
  const service: ServiceRecord = {
    ...facts,
    cluster,
    deployments: [],
    running: { woken: false, returning: false },
  };
  if (isListed) cluster.services.set(service.name, service);
  for (const { revisionArn, historyArn, ...deployment } of known) {
    const revision = service.revisions.find(({ serviceRevisionArn }) => serviceRevisionArn === revisionArn);
    const history = service.history.find(({ arn }) => arn === historyArn);
    all.set(deployment.id, {
      ...deployment,
      service,
      revision: there(revision, revisionArn),
      history: there(history, historyArn),
    });
  }
  service.deployments = deployments.map((id) => there(all.get(id), id));
  if (lastCompleted !== undefined) service.lastCompleted = there(all.get(lastCompleted), lastCompleted);
}

function there<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`ECS's saved state refers to ${what}, which is not in it.`);
  return found;
}
