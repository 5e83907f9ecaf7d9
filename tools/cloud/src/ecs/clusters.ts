import type {
  Cluster,
  ClusterField,
  CreateClusterRequest,
  CreateClusterResponse,
  DeleteClusterRequest,
  DeleteClusterResponse,
  DescribeClustersRequest,
  DescribeClustersResponse,
  ListClustersRequest,
  ListClustersResponse,
  PutClusterCapacityProvidersRequest,
  PutClusterCapacityProvidersResponse,
  UpdateClusterRequest,
  UpdateClusterResponse,
  UpdateClusterSettingsRequest,
  UpdateClusterSettingsResponse,
} from '@aws-sdk/client-ecs';
import { ecsArn, nameIn } from './arn';
import { checkProviders } from './capacity-providers';
import { EcsError, given, invalidParameter } from './ecs-error';
import { clusterOf } from './find';
import { page } from './page';
import type { ClusterRecord, RegionRecord } from './state';
import { setTags, tagsOf } from './task-tags';

const NAME = /^[A-Za-z0-9_-]{1,255}$/;

export const clusterOperations = {
  CreateCluster(region: RegionRecord, input: CreateClusterRequest): CreateClusterResponse {
    const name = input.clusterName ?? 'default';
    if (!NAME.test(name)) {
      throw invalidParameter('Identifier contains invalid characters or is longer than 255 characters.');
    }
    const known = region.clusters.get(name);
    if (known?.status === 'ACTIVE') return { cluster: describe(known, ALL) };
    checkProviders(input.capacityProviders);
    const cluster: ClusterRecord = {
      region,
      name,
      arn: ecsArn(region, `cluster/${name}`),
      status: 'ACTIVE',
      settings: withDefaults(input.settings),
      configuration: input.configuration,
      serviceConnectDefaults: input.serviceConnectDefaults,
      capacityProviders: input.capacityProviders ?? [],
      defaultCapacityProviderStrategy: input.defaultCapacityProviderStrategy ?? [],
      services: new Map(),
      tasks: new Map(),
    };
    region.clusters.set(name, cluster);
    setTags(region, cluster.arn, input.tags ?? []);
    return { cluster: describe(cluster, ALL) };
  },

  DescribeClusters(region: RegionRecord, input: DescribeClustersRequest): DescribeClustersResponse {
    const asked = (input.clusters?.length ?? 0) > 0 ? (input.clusters ?? []) : ['default'];
    const clusters: Cluster[] = [];
    const failures: DescribeClustersResponse['failures'] = [];
    for (const nameOrArn of asked) {
      const cluster = region.clusters.get(nameIn(nameOrArn));
      if (cluster) clusters.push(describe(cluster, input.include ?? []));
      else failures.push({ arn: ecsArn(region, `cluster/${nameIn(nameOrArn)}`), reason: 'MISSING' });
    }
    return { clusters, failures };
  },

  /** Those that were deleted are described, but not listed. */
  ListClusters(region: RegionRecord, input: ListClustersRequest): ListClustersResponse {
    const all = [...region.clusters.values()].filter(({ status }) => status === 'ACTIVE');
    const { items, nextToken } = page({ list: 'ListClusters', all, key: ({ name }) => name, request: input });
    return { clusterArns: items.map(({ arn }) => arn), nextToken };
  },

  UpdateCluster(region: RegionRecord, input: UpdateClusterRequest): UpdateClusterResponse {
    const cluster = clusterOf(region, given(input.cluster, 'Cluster can not be blank.'));
    cluster.settings = merged(cluster.settings, input.settings);
    cluster.configuration = input.configuration ?? cluster.configuration;
    cluster.serviceConnectDefaults = input.serviceConnectDefaults ?? cluster.serviceConnectDefaults;
    return { cluster: describe(cluster, ALL) };
  },

  UpdateClusterSettings(
    region: RegionRecord,
    input: UpdateClusterSettingsRequest,
  ): UpdateClusterSettingsResponse {
    const cluster = clusterOf(region, given(input.cluster, 'Cluster can not be blank.'));
    cluster.settings = merged(cluster.settings, given(input.settings, 'Settings cannot be empty.'));
    return { cluster: describe(cluster, ALL) };
  },

  DeleteCluster(region: RegionRecord, input: DeleteClusterRequest): DeleteClusterResponse {
    const cluster = clusterOf(region, given(input.cluster, 'Cluster can not be blank.'));
    if ([...cluster.services.values()].some(({ status }) => status !== 'INACTIVE')) {
      throw new EcsError(
        'ClusterContainsServicesException',
        'The Cluster cannot be deleted while Services are active.',
      );
    }
    if ([...cluster.tasks.values()].some(({ task }) => task.lastStatus !== 'STOPPED')) {
      throw new EcsError(
        'ClusterContainsTasksException',
        'The Cluster cannot be deleted while Tasks are active.',
      );
    }
    cluster.status = 'INACTIVE';
    return { cluster: describe(cluster, ALL) };
  },

  PutClusterCapacityProviders(
    region: RegionRecord,
    input: PutClusterCapacityProvidersRequest,
  ): PutClusterCapacityProvidersResponse {
    const cluster = clusterOf(region, given(input.cluster, 'Cluster can not be blank.'));
    const providers = given(input.capacityProviders, 'Capacity providers cannot be null.');
    checkProviders(providers);
    const strategy = given(
      input.defaultCapacityProviderStrategy,
      'Default capacity provider strategy cannot be null.',
    );
    const foreign = strategy.find(({ capacityProvider }) => !providers.includes(capacityProvider ?? ''));
    if (foreign) {
      throw invalidParameter(
        'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. ' +
          'Associate the capacity provider with the cluster and try again.',
      );
    }
    cluster.capacityProviders = [...providers];
    cluster.defaultCapacityProviderStrategy = [...strategy];
    return { cluster: describe(cluster, ALL) };
  },
};

const ALL: readonly ClusterField[] = ['CONFIGURATIONS', 'SETTINGS', 'TAGS'];

function describe(cluster: ClusterRecord, include: readonly ClusterField[]): Cluster {
  const tasks = [...cluster.tasks.values()].map(({ task }) => task.lastStatus ?? '');
  const services = [...cluster.services.values()].filter(({ status }) => status !== 'INACTIVE');
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter((status) => status === 'RUNNING').length,
    pendingTasksCount: tasks.filter((status) => ['PROVISIONING', 'PENDING', 'ACTIVATING'].includes(status))
      .length,
    activeServicesCount: services.length,
    statistics: [],
    settings: include.includes('SETTINGS') ? cluster.settings : [],
    tags: include.includes('TAGS') ? tagsOf(cluster.region, cluster.arn) : [],
    ...(include.includes('CONFIGURATIONS') && { configuration: cluster.configuration }),
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: cluster.defaultCapacityProviderStrategy,
    serviceConnectDefaults: cluster.serviceConnectDefaults,
  };
}

const withDefaults = (settings: Cluster['settings']) =>
  merged([{ name: 'containerInsights', value: 'disabled' }], settings);

function merged(before: Cluster['settings'], change: Cluster['settings']): Cluster['settings'] {
  const names = new Set(change?.map(({ name }) => name));
  return [...(before ?? []).filter(({ name }) => !names.has(name)), ...(change ?? [])];
}
