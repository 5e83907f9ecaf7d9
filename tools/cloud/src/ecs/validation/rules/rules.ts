import { BALANCER_RULES } from './balancer-rules';
import { CONTAINER_RULES } from './container-rules';
import { DEFINITION_RULES } from './definition-rules';
import { IDENTIFIER_RULES } from './identifier-rules';
import { LIST_TASKS_RULES, pageSize, some } from './list-rules';
import { LOG_RULES } from './log-rules';
import { NETWORK_RULES, PLACEMENT_RULES } from './placement-rules';
import { CODES, type Rule } from './rule';
import { NEW_SERVICE_RULES, SERVICE_RULES } from './service-rules';
import { MORE_TAGS, tagRules } from './tag-rules';
import { EXEC_RULES, ROLE_RULES, RUN_TASK_RULES } from './task-rules';
import {
  UNFOLLOWED_IN_DEFINITIONS,
  UNFOLLOWED_IN_NEW_SERVICES,
  UNFOLLOWED_IN_SERVICES,
  UNFOLLOWED_IN_TASKS,
} from './unfollowed-rules';

const TAGS = tagRules(CODES.PARAMETER);
const SERVICE = [...SERVICE_RULES, ...PLACEMENT_RULES, ...BALANCER_RULES, ...NETWORK_RULES];

/**
 * What each operation refuses, in the order in which it looks: AWS's service model first (`request-model.json`), then
 * these. Whether what is named exists in ECS, an operation says itself.
 */
export const RULES: { readonly [operation: string]: readonly Rule<never>[] } = {
  RegisterTaskDefinition: [
    ...DEFINITION_RULES,
    ...CONTAINER_RULES,
    ...LOG_RULES,
    ...tagRules(CODES.CLIENT),
    ...UNFOLLOWED_IN_DEFINITIONS,
  ],
  CreateService: [
    ...IDENTIFIER_RULES,
    ...NEW_SERVICE_RULES,
    ...TAGS,
    ...SERVICE,
    ...UNFOLLOWED_IN_SERVICES,
    ...UNFOLLOWED_IN_NEW_SERVICES,
  ],
  UpdateService: [...IDENTIFIER_RULES, ...SERVICE, ...UNFOLLOWED_IN_SERVICES],
  DeleteService: IDENTIFIER_RULES,
  RunTask: [
    ...IDENTIFIER_RULES,
    ...RUN_TASK_RULES,
    ...TAGS,
    ...PLACEMENT_RULES,
    ...NETWORK_RULES,
    ...ROLE_RULES,
    ...UNFOLLOWED_IN_TASKS,
  ],
  StopTask: IDENTIFIER_RULES,
  ExecuteCommand: [...IDENTIFIER_RULES, ...EXEC_RULES],
  CreateCluster: TAGS,
  TagResource: [...TAGS, MORE_TAGS],
  DescribeClusters: [
    ...IDENTIFIER_RULES,
    ...some({
      operation: 'DescribeClusters',
      member: 'clusters',
      name: 'Clusters',
      most: 100,
      optional: true,
    }),
  ],
  DescribeServices: [
    ...IDENTIFIER_RULES,
    ...some({ operation: 'DescribeServices', member: 'services', name: 'Services', most: 10 }),
  ],
  DescribeTasks: [
    ...IDENTIFIER_RULES,
    ...some({ operation: 'DescribeTasks', member: 'tasks', name: 'Tasks', most: 100 }),
  ],
  DescribeServiceDeployments: some({
    ...{ operation: 'DescribeServiceDeployments', member: 'serviceDeploymentArns' },
    ...{ name: 'serviceDeploymentArns', most: 20 },
  }),
  DescribeServiceRevisions: some({
    ...{ operation: 'DescribeServiceRevisions', member: 'serviceRevisionArns' },
    ...{ name: 'serviceRevisionArns', most: 20 },
  }),
  DescribeCapacityProviders: [
    pageSize('DescribeCapacityProviders', 10),
    ...some({
      ...{ operation: 'DescribeCapacityProviders', member: 'capacityProviders', name: 'capacityProviders' },
      ...{ most: 100, optional: true },
    }),
  ],
  DescribeContainerInstances: some({
    ...{ operation: 'DescribeContainerInstances', member: 'containerInstances' },
    ...{ name: 'Container instances', most: 100 },
  }),
  ListContainerInstances: [...IDENTIFIER_RULES, pageSize('ListContainerInstances', 100)],
  ListAttributes: [...IDENTIFIER_RULES, pageSize('ListAttributes', 100)],
  DeleteTaskDefinitions: some({
    ...{ operation: 'DeleteTaskDefinitions', member: 'taskDefinitions', name: 'TaskDefinitions', most: 10 },
  }),
  ListClusters: [pageSize('ListClusters', 100)],
  ListServices: [...IDENTIFIER_RULES, pageSize('ListServices', 100)],
  ListTasks: [...IDENTIFIER_RULES, ...LIST_TASKS_RULES, pageSize('ListTasks', 100)],
  ListServiceDeployments: [...IDENTIFIER_RULES, pageSize('ListServiceDeployments', 100)],
  ListTaskDefinitions: [pageSize('ListTaskDefinitions', 100)],
  ListTaskDefinitionFamilies: [pageSize('ListTaskDefinitionFamilies', 100)],
  ListAccountSettings: [pageSize('ListAccountSettings', 10)],
};
