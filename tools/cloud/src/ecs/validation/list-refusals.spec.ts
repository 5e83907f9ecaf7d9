import { RULES } from './rules/rules';
import { testRefusals } from './sample-refusals';
import type { SampleEcs } from '../sample-ecs';

const cluster = 'acme-test';
const ARN = 'arn:aws:ecs:eu-west-1:222222222222';
const NAMING = RULES.DeleteService ?? [];
const many = (count: number, text = 'x') => Array.from({ length: count }, () => text);
const prepare = (sample: SampleEcs) => sample.service({ enableExecuteCommand: true });

testRefusals({
  operation: 'DescribeTasks',
  base: { cluster, tasks: ['a'.repeat(32)], include: ['TAGS'] },
  prepare,
  // A service is no part of it.
  shown: NAMING.filter(({ member }) => member === 'service'),
  cases: [
    [{ tasks: [] }, 'InvalidParameterException: Tasks cannot be empty.'],
    [{ tasks: undefined }, 'InvalidParameterException: Tasks cannot be empty.'],
    [{ tasks: many(101) }, 'Tasks cannot have more than 100 elements.'],
    [{ tasks: ['a'.repeat(37)] }, 'InvalidParameterException: taskId longer than 36.'],
    [{ tasks: [`${ARN}:task/acme-test/a/b`] }, 'Invalid identifier: Unexpected number of separators'],
    [{ tasks: ['arn:aws:ecs:task/a'] }, 'Invalid identifier: Unexpected number of separators'],
    [{ tasks: ['what?'] }, 'Invalid identifier: what?'],
    [
      { tasks: [`${ARN}:task/other/${'a'.repeat(32)}`] },
      'Invalid identifier: Identifier is for cluster other. Your cluster is acme-test',
    ],
    [{ cluster: 'a cluster' }, 'Invalid identifier: a cluster'],
    [{ cluster: `${ARN}:service/acme-test/web` }, 'is no cluster'],
    [{ include: ['EVERYTHING'] }, "Value 'EVERYTHING' at 'include.1.member' failed to satisfy constraint"],
  ],
});

testRefusals({
  operation: 'DescribeServices',
  base: { cluster, services: ['web', `${ARN}:service/acme-test/web`] },
  prepare,
  shown: NAMING.filter(({ member }) => member !== 'service'),
  cases: [
    [{ services: [] }, 'Services cannot be empty.'],
    [{ services: many(11) }, 'Services cannot have more than 10 elements.'],
    [{ services: ['we b'] }, 'Invalid identifier: we b'],
    [
      { services: [`${ARN}:service/other/web`] },
      'Identifier is for cluster other. Your cluster is acme-test',
    ],
    [{ services: [`${ARN}:service/a/b/c`] }, 'Unexpected number of separators'],
  ],
});

testRefusals({
  operation: 'ListTasks',
  base: { cluster, family: 'good', maxResults: 100, desiredStatus: 'RUNNING' },
  prepare,
  shown: NAMING,
  cases: [
    [{ maxResults: 0 }, 'maxResults must be between 1 and 100.'],
    [{ maxResults: 101 }, 'maxResults must be between 1 and 100.'],
    [{ startedBy: 'me' }, 'Cannot specify startedBy with serviceName or family.'],
    [{ containerInstance: 'i-1' }, 'There are no container instances on Fargate.'],
    [{ desiredStatus: 'ALIVE' }, 'Member must satisfy enum value set: [RUNNING, PENDING, STOPPED]'],
    [{ launchType: 'SPOT' }, "Value 'SPOT' at 'launchType' failed to satisfy constraint"],
    [{ nextToken: 'x' }, 'Invalid token.'],
    [{ serviceName: 'none' }, 'ServiceNotFoundException'],
  ],
});

testRefusals({
  operation: 'ExecuteCommand',
  base: async (sample) => {
    await prepare(sample);
    await sample.clock.pass(2000);
    const [task] = await sample.tasks();
    return { cluster, task: task?.taskArn, command: 'sh', interactive: true };
  },
  shown: NAMING,
  cases: [
    [{ command: '' }, 'Command can not be blank.'],
    [{ command: undefined }, 'Command can not be blank.'],
    [{ task: undefined }, 'Task identifier cannot be empty.'],
    [{ task: 'a'.repeat(32) }, 'The referenced task was not found.'],
    [{ interactive: false }, 'Interactive is the only mode supported currently.'],
    [{ interactive: undefined }, 'Interactive is the only mode supported currently.'],
    [{ container: 'api' }, 'The container api could not be found in the task.'],
  ],
});

testRefusals({
  operation: 'TagResource',
  base: async (sample) => {
    await prepare(sample);
    const tags = Array.from({ length: 49 }, (_, index) => ({ key: `k${index}`, value: 'v' }));
    const resourceArn = `${ARN}:service/acme-test/web`;
    await sample.call('TagResource', { resourceArn, tags });
    return { resourceArn, tags: [{ key: 'k0', value: 'other' }] };
  },
  cases: [
    [
      { tags: [{ key: 'a' }, { key: 'b' }] },
      'The maximum number of tags that can be applied to a resource is 50.',
    ],
    [{ tags: [{ key: 'aws:a' }] }, 'not allowed to start with'],
    [{ tags: [{ key: 'a' }, { key: 'a' }] }, 'Duplicate tag keys found: a.'],
    [{ tags: [{ key: 'x'.repeat(129) }] }, 'Member must have length less than or equal to 128'],
    [{ tags: [{ key: 'a', value: 'x'.repeat(257) }] }, 'Member must have length less than or equal to 256'],
    [{ tags: undefined }, 'Tags can not be null.'],
    [{ resourceArn: `${ARN}:service/acme-test/none` }, 'ServiceNotFoundException'],
  ],
});

testRefusals({
  operation: 'DescribeServiceRevisions',
  base: { serviceRevisionArns: ['x'] },
  cases: [
    [{ serviceRevisionArns: [] }, 'serviceRevisionArns cannot be empty.'],
    [{ serviceRevisionArns: many(21) }, 'serviceRevisionArns cannot have more than 20 elements.'],
  ],
});

testRefusals({
  operation: 'DescribeServiceDeployments',
  base: { serviceDeploymentArns: ['x'] },
  cases: [
    [{ serviceDeploymentArns: undefined }, 'serviceDeploymentArns cannot be empty.'],
    [{ serviceDeploymentArns: many(21) }, 'serviceDeploymentArns cannot have more than 20 elements.'],
  ],
});

testRefusals({
  operation: 'DeleteTaskDefinitions',
  base: { taskDefinitions: ['web:1'] },
  cases: [
    [{ taskDefinitions: [] }, 'TaskDefinitions cannot be empty.'],
    [{ taskDefinitions: many(11) }, 'TaskDefinitions cannot have more than 10 elements.'],
  ],
});

testRefusals({
  operation: 'DescribeClusters',
  base: { clusters: ['acme'] },
  shown: NAMING.filter(({ source }) => !source.endsWith('CreateCluster.html')),
  cases: [
    [{ clusters: many(101) }, 'Clusters cannot have more than 100 elements.'],
    [{ clusters: ['a b'] }, 'Invalid identifier: a b'],
  ],
});

testRefusals({
  operation: 'DescribeCapacityProviders',
  base: {},
  cases: [
    [{ maxResults: 11 }, 'maxResults must be between 1 and 10.'],
    [{ capacityProviders: many(101) }, 'capacityProviders cannot have more than 100 elements.'],
  ],
});

testRefusals({
  operation: 'DescribeContainerInstances',
  base: { cluster, containerInstances: ['x'] },
  prepare,
  cases: [
    [{ containerInstances: [] }, 'Container instances cannot be empty.'],
    [{ containerInstances: many(101) }, 'Container instances cannot have more than 100 elements.'],
  ],
});

for (const operation of ['ListContainerInstances', 'ListAttributes']) {
  testRefusals({
    operation,
    base: { cluster, ...(operation === 'ListAttributes' && { targetType: 'container-instance' }) },
    prepare,
    shown: NAMING,
    cases: [[{ maxResults: 101 }, 'maxResults must be between 1 and 100.']],
  });
}

const PAGES: readonly (readonly [operation: string, most: number])[] = [
  ['ListClusters', 100],
  ['ListServices', 100],
  ['ListServiceDeployments', 100],
  ['ListTaskDefinitions', 100],
  ['ListTaskDefinitionFamilies', 100],
  ['ListAccountSettings', 10],
];

for (const [operation, most] of PAGES) {
  testRefusals({
    operation,
    base: operation.startsWith('ListService') ? { cluster, service: 'web' } : {},
    prepare,
    shown: NAMING,
    cases: [
      [{ maxResults: 0 }, `maxResults must be between 1 and ${most}.`],
      [{ maxResults: most + 1 }, `maxResults must be between 1 and ${most}.`],
      [{ nextToken: 'x' }, 'Invalid token.'],
    ],
  });
}

testRefusals({
  operation: 'ListTaskDefinitions',
  base: {},
  shown: RULES.ListTaskDefinitions,
  cases: [
    [{ status: 'GONE' }, "ClientException: 1 validation error detected: Value 'GONE' at 'status'"],
    [{ sort: 'UP' }, 'Member must satisfy enum value set: [ASC, DESC]'],
  ],
});
