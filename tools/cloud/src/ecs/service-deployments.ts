import type {
  DescribeServiceDeploymentsRequest,
  DescribeServiceDeploymentsResponse,
  DescribeServiceRevisionsRequest,
  DescribeServiceRevisionsResponse,
  ListServiceDeploymentsRequest,
  ListServiceDeploymentsResponse,
  ServiceDeployment,
  ServiceRevisionSummary,
  StopServiceDeploymentRequest,
  StopServiceDeploymentResponse,
} from '@aws-sdk/client-ecs';
import type { Deployments } from './deployments';
import { EcsError, given, invalidParameter } from './ecs-error';
import { clusterOf, serviceOf } from './find';
import { page } from './page';
import type { Scheduler } from './scheduler';
import { taskCounts } from './service-view';
import { primaryOf } from './state';
import type { RegionRecord, ServiceDeploymentRecord, ServiceRecord } from './state';

export function serviceDeploymentOperations({
  deployments,
  scheduler,
}: {
  readonly deployments: Deployments;
  readonly scheduler: Scheduler;
}) {
  return {
    ListServiceDeployments(
      region: RegionRecord,
      input: ListServiceDeploymentsRequest,
    ): ListServiceDeploymentsResponse {
      const service = serviceOf(clusterOf(region, input.cluster), input.service);
      const { before, after } = input.createdAt ?? {};
      const listed = service.history.filter(
        ({ status, createdAt }) =>
          ((input.status?.length ?? 0) === 0 || input.status?.includes(status)) &&
          (before === undefined || seconds(createdAt) <= seconds(before)) &&
          (after === undefined || seconds(createdAt) >= seconds(after)),
      );
      const { items, nextToken } = page({
        list: 'ListServiceDeployments',
        ...{ all: listed, request: input, size: 20, descending: true },
        key: ({ createdAt, arn: one }) => `${createdAt.toISOString()} ${one}`,
      });
      return {
        serviceDeployments: items.map((one) => ({
          serviceDeploymentArn: one.arn,
          serviceArn: service.arn,
          clusterArn: service.cluster.arn,
          createdAt: one.createdAt,
          startedAt: one.createdAt,
          finishedAt: one.finishedAt,
          targetServiceRevisionArn: one.targetRevisionArn,
          status: one.status,
          statusReason: one.statusReason,
        })),
        nextToken,
      };
    },

    DescribeServiceDeployments(
      region: RegionRecord,
      input: DescribeServiceDeploymentsRequest,
    ): DescribeServiceDeploymentsResponse {
      const serviceDeployments: ServiceDeployment[] = [];
      const failures: DescribeServiceDeploymentsResponse['failures'] = [];
      for (const arn of input.serviceDeploymentArns ?? []) {
        const found = findServiceDeployment(region, arn);
        if (found) serviceDeployments.push(view(found.service, found.history));
        else failures.push({ arn, reason: 'MISSING' });
      }
      return { serviceDeployments, failures };
    },

    DescribeServiceRevisions(
      region: RegionRecord,
      input: DescribeServiceRevisionsRequest,
    ): DescribeServiceRevisionsResponse {
      const revisions = new Map(
        services(region).flatMap((service) =>
          service.revisions.map((revision) => [revision.serviceRevisionArn, revision]),
        ),
      );
      const asked = input.serviceRevisionArns ?? [];
      return {
        serviceRevisions: asked.flatMap((arn) => revisions.get(arn) ?? []),
        failures: asked.filter((arn) => !revisions.has(arn)).map((arn) => ({ arn, reason: 'MISSING' })),
      };
    },

    StopServiceDeployment(
      region: RegionRecord,
      input: StopServiceDeploymentRequest,
    ): StopServiceDeploymentResponse {
      const arn = given(input.serviceDeploymentArn, 'serviceDeploymentArn can not be blank.');
      const found = findServiceDeployment(region, arn);
      if (!found) {
        throw new EcsError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
      }
      const { service, history } = found;
      const primary = primaryOf(service);
      if (primary?.history !== history || primary.rolloutState !== 'IN_PROGRESS' || primary.isRollback) {
        throw new EcsError(
          'ConflictException',
          `Service deployment cannot be stopped because its status is ${history.status}.`,
        );
      }
      if (input.stopType === 'ABORT') deployments.abort(primary);
      else {
        if (!service.lastCompleted) {
          throw invalidParameter('There is no completed service revision to roll back to.');
        }
        deployments.rollBack(primary, service.lastCompleted);
      }
      scheduler.wake(service);
      return { serviceDeploymentArn: arn };
    },
  };
}

function findServiceDeployment(
  region: RegionRecord,
  arn: string,
): { service: ServiceRecord; history: ServiceDeploymentRecord } | undefined {
  for (const service of services(region)) {
    const history = service.history.find((one) => one.arn === arn);
    if (history) return { service, history };
  }
  return undefined;
}

function view(service: ServiceRecord, history: ServiceDeploymentRecord): ServiceDeployment {
  const { breaker } = history;
  return {
    serviceDeploymentArn: history.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: history.createdAt,
    startedAt: history.createdAt,
    finishedAt: history.finishedAt,
    stoppedAt: history.stoppedAt,
    updatedAt: history.updatedAt,
    sourceServiceRevisions: history.sourceRevisionArns.map((arn) => summary(service, arn)),
    targetServiceRevision: summary(service, history.targetRevisionArn),
    status: history.status,
    statusReason: history.statusReason,
    deploymentConfiguration: service.settings.deploymentConfiguration,
    rollback: history.rollback,
    deploymentCircuitBreaker: breaker,
    alarms: { status: 'DISABLED', alarmNames: [], triggeredAlarmNames: [] },
  };
}

function summary(service: ServiceRecord, arn: string): ServiceRevisionSummary {
  const running = service.deployments.filter(({ revision }) => revision.serviceRevisionArn === arn);
  const counts = running.map((deployment) => taskCounts(service, deployment));
  const isGoal = primaryOf(service)?.revision.serviceRevisionArn === arn;
  return {
    arn,
    requestedTaskCount: isGoal ? service.desiredCount : 0,
    runningTaskCount: counts.reduce((sum, { runningCount }) => sum + runningCount, 0),
    pendingTaskCount: counts.reduce((sum, { pendingCount }) => sum + pendingCount, 0),
  };
}

const services = (region: RegionRecord) =>
  [...region.clusters.values()].flatMap((cluster) => [...cluster.services.values()]);

/** A client sends seconds, some of them a text; the type promises a date. */
const seconds = (time: Date | number | string) =>
  time instanceof Date ? time.getTime() / 1000 : typeof time === 'number' ? time : Date.parse(time) / 1000;
