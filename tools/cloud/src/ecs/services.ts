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
import { ecsArn, nameIn, roleOf } from './arn';
import { askedOf, createdBefore, notIdempotent } from './client-token';
import type { Clock } from './clock';
import type { Deployments, RevisionContent } from './deployments';
import { invalidParameter } from './ecs-error';
import { activeDefinition, activeServiceOf, clusterOf, findDefinition, serviceOf } from './find';
import { changedRevision, newRevision, serviceSettings } from './new-service';
import { page } from './page';
import type { Scheduler } from './scheduler';
import { serviceView } from './service-view';
import { primaryOf } from './state';
import type { RegionRecord, RevisionRecord, ServiceRecord } from './state';
import { setTags, tagsOf } from './task-tags';

export interface ServiceParts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly deployments: Deployments;
}

export function serviceOperations({ clock, scheduler, deployments }: ServiceParts) {
  return {
    CreateService(
      region: RegionRecord,
      input: CreateServiceRequest,
      principal: string,
    ): CreateServiceResponse {
      const cluster = clusterOf(region, input.cluster);
      const asked = askedOf(input);
      const before = asked && createdBefore(cluster, asked, clock.now());
      if (before) return { service: withTags(before) };
      const name = input.serviceName ?? '';
      checkNew(cluster.services.get(name));
      const { desiredCount = 0 } = input;
      const definition = activeDefinition(region, input.taskDefinition);
      const content = newRevision(cluster, definition, input);
      const service: ServiceRecord = {
        cluster,
        name,
        arn: ecsArn(region, `service/${cluster.name}/${name}`),
        createdAt: clock.now(),
        createdBy: roleOf(principal),
        ...(asked && { asked }),
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
      const services: Service[] = [];
      const failures: DescribeServicesResponse['failures'] = [];
      for (const nameOrArn of input.services ?? []) {
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
      const { items, nextToken } = page({
        list: 'ListServices',
        all: listed,
        key: inTime,
        request: input,
        size: 10,
      });
      return { serviceArns: items.map(({ arn }) => arn), nextToken };
    },

    UpdateService(region: RegionRecord, input: UpdateServiceRequest): UpdateServiceResponse {
      const service = activeServiceOf(clusterOf(region, input.cluster), input.service);
      const { desiredCount = service.desiredCount } = input;
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
  if (known?.status === 'ACTIVE') throw notIdempotent();
  if (known?.status === 'DRAINING') {
    throw invalidParameter('Unable to Start a service that is still Draining.');
  }
}

/** Older ones first. */
const inTime = ({ createdAt, arn }: ServiceRecord) => `${createdAt.toISOString()} ${arn}`;

/** What is not said is not compared, so that a member that is undefined is the same as one that is missing. */
const isOther = (before: RevisionContent, after: RevisionContent | RevisionRecord) =>
  !isDeepStrictEqual(JSON.parse(JSON.stringify(before)), JSON.parse(JSON.stringify(after)));

const withTags = (service: ServiceRecord): Service => ({
  ...serviceView(service),
  tags: tagsOf(service.cluster.region, service.arn),
});
