import type {
  DeleteTaskDefinitionsRequest,
  DeleteTaskDefinitionsResponse,
  DeregisterTaskDefinitionRequest,
  DeregisterTaskDefinitionResponse,
  DescribeTaskDefinitionRequest,
  DescribeTaskDefinitionResponse,
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionFamiliesResponse,
  ListTaskDefinitionsRequest,
  ListTaskDefinitionsResponse,
  RegisterTaskDefinitionRequest,
  RegisterTaskDefinitionResponse,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import { ecsArn } from './arn';
import type { Clock } from './clock';
import { clientError, given } from './ecs-error';
import { findDefinition } from './find';
import { newDefinition } from './new-definition';
import { page } from './page';
import type { RegionRecord } from './state';
import { setTags, tagsOf } from './task-tags';

export function taskDefinitionOperations({ clock }: { readonly clock: Clock }) {
  return {
    RegisterTaskDefinition(
      region: RegionRecord,
      input: RegisterTaskDefinitionRequest,
      principal: string,
    ): RegisterTaskDefinitionResponse {
      const content = newDefinition(input);
      const { family } = content;
      const revisions = region.families.get(family) ?? [];
      const revision = (revisions.at(-1)?.revision ?? 0) + 1;
      const taskDefinition: TaskDefinition = {
        taskDefinitionArn: ecsArn(region, `task-definition/${family}:${revision}`),
        ...content,
        revision,
        status: 'ACTIVE',
        registeredAt: clock.now(),
        registeredBy: principal,
      };
      region.families.set(family, [...revisions, taskDefinition]);
      setTags(region, taskDefinition.taskDefinitionArn ?? '', input.tags ?? []);
      return { taskDefinition, tags: input.tags ?? [] };
    },

    DescribeTaskDefinition(
      region: RegionRecord,
      input: DescribeTaskDefinitionRequest,
    ): DescribeTaskDefinitionResponse {
      const taskDefinition = known(region, input.taskDefinition);
      const tags = tagsOf(region, taskDefinition.taskDefinitionArn ?? '');
      return { taskDefinition, ...(input.include?.includes('TAGS') && { tags }) };
    },

    ListTaskDefinitions(
      region: RegionRecord,
      input: ListTaskDefinitionsRequest,
    ): ListTaskDefinitionsResponse {
      const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input;
      const all = [...region.families]
        .filter(([family]) => familyPrefix === undefined || family === familyPrefix)
        .flatMap(([, revisions]) => revisions)
        .filter((definition) => definition.status === status);
      const { items, nextToken } = page({
        list: 'ListTaskDefinitions',
        ...{ all, request: input, descending: sort === 'DESC' },
        // By number: 10 comes after 9.
        key: ({ family, revision }) => `${family} ${String(revision).padStart(10, '0')}`,
      });
      return { taskDefinitionArns: items.map(({ taskDefinitionArn }) => taskDefinitionArn ?? ''), nextToken };
    },

    ListTaskDefinitionFamilies(
      region: RegionRecord,
      input: ListTaskDefinitionFamiliesRequest,
    ): ListTaskDefinitionFamiliesResponse {
      const { familyPrefix = '', status = 'ACTIVE' } = input;
      const families = [...region.families]
        .filter(([family]) => family.startsWith(familyPrefix))
        .filter(([, revisions]) => {
          const isActive = revisions.some((definition) => definition.status === 'ACTIVE');
          return status === 'ALL' || isActive === (status === 'ACTIVE');
        })
        .map(([family]) => family);
      const { items, nextToken } = page({
        list: 'ListTaskDefinitionFamilies',
        all: families,
        key: (family) => family,
        request: input,
      });
      return { families: items, nextToken };
    },

    DeregisterTaskDefinition(
      region: RegionRecord,
      input: DeregisterTaskDefinitionRequest,
    ): DeregisterTaskDefinitionResponse {
      const reference = given(input.taskDefinition, 'TaskDefinition can not be blank.');
      if (!/:\d+$/.test(reference)) throw clientError('Missing revision');
      const taskDefinition = known(region, reference);
      if (taskDefinition.status === 'ACTIVE') {
        taskDefinition.status = 'INACTIVE';
        taskDefinition.deregisteredAt = clock.now();
      }
      return { taskDefinition };
    },

    DeleteTaskDefinitions(
      region: RegionRecord,
      input: DeleteTaskDefinitionsRequest,
    ): DeleteTaskDefinitionsResponse {
      const taskDefinitions: TaskDefinition[] = [];
      const failures: DeleteTaskDefinitionsResponse['failures'] = [];
      for (const reference of given(input.taskDefinitions, 'TaskDefinitions cannot be empty.')) {
        const found = findDefinition(region, reference);
        if (!found || found.status === 'ACTIVE') {
          const reason = found
            ? 'The specified task definition is still in ACTIVE status. Please deregister the target and try again.'
            : 'The specified task definition does not exist. Specify a valid account, family, revision and try again.';
          failures.push({ arn: found?.taskDefinitionArn ?? reference, reason });
          continue;
        }
        found.status = 'DELETE_IN_PROGRESS';
        found.deleteRequestedAt = clock.now();
        taskDefinitions.push(found);
      }
      return { taskDefinitions, failures };
    },
  };
}

function known(region: RegionRecord, reference: string | undefined): TaskDefinition {
  const found = findDefinition(region, given(reference, 'TaskDefinition can not be blank.'));
  if (!found) throw clientError('Unable to describe task definition.');
  return found;
}
