import { isDeepStrictEqual } from 'node:util';
import type {
  CreateServiceRequest,
  CreateServiceResponse,
  DeleteServiceRequest,
  DeleteServiceResponse,
  DescribeServicesRequest,
  DescribeServicesResponse,
  ListServicesRequest,
  ListServicesResponse,
  Service,
  UpdateServiceRequest,
  UpdateServiceResponse,
} from '@aws-sdk/client-ecs';
import { ecsArn, nameIn } from './arn';
import type { Clock } from './clock';
import type { Deployments, RevisionContent } from './deployments';
import { given, invalidParameter } from './ecs-error';
import { activeDefinition, activeServiceOf, clusterOf, findDefinition, serviceOf } from './find';
import { changedRevision, newRevision, serviceSettings } from './new-service';
import { page } from './page';
import type { Scheduler } from './scheduler';
import { serviceView } from './service-view';
import { primaryOf } from './state';
import type { RegionRecord, RevisionRecord, ServiceRecord } from './state';
import { setTags, tagsOf } from './task-tags';

const NAME = /^[A-Za-z0-9_-]{1,255}$/;

export interface ServiceParts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly deployments: Deployments;
}

export function serviceOperations({ clock, scheduler, deployments }: ServiceParts) {
  return {
    CreateService(region: RegionRecord, input: CreateServiceRequest): CreateServiceResponse {
      const cluster = clusterOf(region, input.cluster);
      const name = given(input.serviceName, 'Service name can not be blank.');
      if (!NAME.test(name)) throw invalidParameter('Invalid service name.');
      checkNew(cluster.services.get(name));
      const desiredCount = checkCount(given(input.desiredCount, 'Desired count can not be blank.'));
      const definition = activeDefinition(region, input.taskDefinition);
      const content = newRevision(cluster, definition, input);
      const service: ServiceRecord = {
        cluster,
        name,
        arn: ecsArn(region, `service/${cluster.name}/${name}`),
        createdAt: clock.now(),
        status: 'ACTIVE',
        desiredCount,
        settings: serviceSettings(undefined, input),
        deployments: [],
        history: [],
        revisions: [],
        events: [],
        steady: false,
        running: { woken: false, returning: false },
      };
      cluster.services.set(name, service);
      setTags(region, service.arn, input.tags ?? []);
      deployments.start(service, content);
      scheduler.wake(service);
      return { service: withTags(service) };
    },

    DescribeServices(region: RegionRecord, input: DescribeServicesRequest): DescribeServicesResponse {
      const cluster = clusterOf(region, input.cluster);
      const asked = input.services ?? [];
      if (asked.length === 0) throw invalidParameter('Services cannot be empty.');
      if (asked.length > 10) throw invalidParameter('Services cannot have more than 10 elements.');
      const services: Service[] = [];
      const failures: DescribeServicesResponse['failures'] = [];
      for (const nameOrArn of asked) {
        const service = cluster.services.get(nameIn(nameOrArn));
        if (!service) {
          const arn = ecsArn(region, `service/${cluster.name}/${nameIn(nameOrArn)}`);
          failures.push({ arn, reason: 'MISSING' });
        } else services.push(input.include?.includes('TAGS') ? withTags(service) : serviceView(service));
      }
      return { services, failures };
    },

    /** Those that were deleted are described, but not listed. */
    ListServices(region: RegionRecord, input: ListServicesRequest): ListServicesResponse {
      const { launchType, schedulingStrategy = 'REPLICA' } = input;
      const listed = [...clusterOf(region, input.cluster).services.values()].filter(
        (service) =>
          service.status === 'ACTIVE' &&
          schedulingStrategy === 'REPLICA' &&
          (launchType === undefined || primaryOf(service)?.revision.launchType === launchType),
      );
      const { items, nextToken } = page(
        listed.map(({ arn }) => arn),
        input,
        10,
      );
      return { serviceArns: items, nextToken };
    },

    UpdateService(region: RegionRecord, input: UpdateServiceRequest): UpdateServiceResponse {
      const service = activeServiceOf(clusterOf(region, input.cluster), input.service);
      const desiredCount = checkCount(input.desiredCount ?? service.desiredCount);
      const primary = primaryOf(service);
      if (!primary) throw invalidParameter('Service has no deployment.');
      const {
        serviceRevisionArn: _,
        serviceArn: _s,
        clusterArn: _c,
        createdAt: _a,
        ...before
      } = primary.revision;
      const definition = input.taskDefinition
        ? activeDefinition(region, input.taskDefinition)
        : findDefinition(region, before.taskDefinition);
      if (!definition) throw invalidParameter('TaskDefinition not found.');
      const after = changedRevision(before, definition, input);
      service.settings = serviceSettings(service.settings, input);
      service.desiredCount = desiredCount;
      if (input.forceNewDeployment === true || isOther(before, after)) deployments.start(service, after);
      service.steady = false;
      scheduler.wake(service);
      return { service: withTags(service) };
    },

    DeleteService(region: RegionRecord, input: DeleteServiceRequest): DeleteServiceResponse {
      const service = serviceOf(clusterOf(region, input.cluster), input.service);
      if (service.status === 'ACTIVE') {
        if (service.desiredCount > 0 && input.force !== true) {
          throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
        }
        service.status = 'DRAINING';
        service.desiredCount = 0;
        scheduler.wake(service);
      }
      return { service: serviceView(service) };
    },
  };
}

function checkNew(known: ServiceRecord | undefined): void {
  if (known?.status === 'ACTIVE') throw invalidParameter('Creation of service was not idempotent.');
  if (known?.status === 'DRAINING') {
    throw invalidParameter('Unable to Start a service that is still Draining.');
  }
}

function checkCount(count: number): number {
  if (!Number.isInteger(count) || count < 0 || count > 5000) {
    throw invalidParameter('desiredCount must be a whole number from 0 to 5000.');
  }
  return count;
}

/** What is not said is not compared, so that a member that is undefined is the same as one that is missing. */
const isOther = (before: RevisionContent, after: RevisionContent | RevisionRecord) =>
  !isDeepStrictEqual(JSON.parse(JSON.stringify(before)), JSON.parse(JSON.stringify(after)));

const withTags = (service: ServiceRecord): Service => ({
  ...serviceView(service),
  tags: tagsOf(service.cluster.region, service.arn),
});
