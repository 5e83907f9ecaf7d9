import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { livingTasks, primaryOf } from './state';
import type { DeploymentRecord, ServiceRecord } from './state';

/** A service as DescribeServices answers it. */
export function serviceView(service: ServiceRecord): Service {
  const { settings, cluster } = service;
  // A service that was deleted is described as it was last.
  const revision = (primaryOf(service)?.revision ?? service.revisions.at(-1)) || undefined;
  const counts = taskCounts(service);
  const primary = primaryOf(service);
  const isMoving = primary?.rolloutState === 'IN_PROGRESS';
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: cluster.arn,
    status: service.status,
    desiredCount: service.desiredCount,
    ...counts,
    createdAt: service.createdAt,
    createdBy: service.createdBy,
    taskDefinition: revision?.taskDefinition,
    launchType: revision?.launchType,
    capacityProviderStrategy: revision?.capacityProviderStrategy,
    platformVersion: revision?.platformVersion,
    platformFamily: revision?.platformFamily,
    networkConfiguration: revision?.networkConfiguration,
    loadBalancers: revision?.loadBalancers ?? [],
    serviceRegistries: revision?.serviceRegistries ?? [],
    ...settings,
    roleArn: `arn:aws:iam::${cluster.region.account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    deployments: service.deployments.map((deployment) => deploymentView(deployment, deployment === primary)),
    events: service.events,
    currentServiceRevisions: service.deployments.map((deployment) => ({
      arn: deployment.revision.serviceRevisionArn,
      requestedTaskCount: deployment === primary ? service.desiredCount : 0,
      runningTaskCount: taskCounts(service, deployment).runningCount,
      pendingTaskCount: taskCounts(service, deployment).pendingCount,
    })),
    ...(isMoving && { currentServiceDeployment: primary.history.arn }),
  };
}

function deploymentView(deployment: DeploymentRecord, isPrimary: boolean): Deployment {
  const { service, revision } = deployment;
  return {
    id: deployment.id,
    status: isPrimary ? 'PRIMARY' : 'ACTIVE',
    taskDefinition: revision.taskDefinition,
    desiredCount: isPrimary ? service.desiredCount : 0,
    ...taskCounts(service, deployment),
    failedTasks: deployment.failedTasks,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    launchType: revision.launchType,
    capacityProviderStrategy: revision.capacityProviderStrategy,
    platformVersion: revision.platformVersion === 'LATEST' ? '1.4.0' : revision.platformVersion,
    platformFamily: revision.platformFamily,
    networkConfiguration: revision.networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}

const PENDING = ['PROVISIONING', 'PENDING', 'ACTIVATING'];

/** Those that drain or stop are neither running nor pending. */
export function taskCounts(
  service: ServiceRecord,
  deployment?: DeploymentRecord,
): { readonly runningCount: number; readonly pendingCount: number } {
  const states = livingTasks(service, deployment).map(({ task }) => task.lastStatus ?? '');
  return {
    runningCount: states.filter((status) => status === 'RUNNING').length,
    pendingCount: states.filter((status) => PENDING.includes(status)).length,
  };
}
