import { SampleEcs } from '../sample-ecs';

let sample: SampleEcs;

beforeEach(async () => {
  sample = new SampleEcs();
  await sample.service();
  await sample.clock.pass(2000);
  sample.account.questions = 0;
});

const awsvpcConfiguration = { subnets: ['subnet-1'], securityGroups: ['sg-1'] };

test.each<[string, string, object, number]>([
  ['a release', 'UpdateService', { service: 'web', taskDefinition: 'good' }, 0],
  ['scaling', 'UpdateService', { service: 'web', desiredCount: 3 }, 0],
  ['looking', 'DescribeServices', { services: ['web'] }, 0],
  ['another network', 'UpdateService', { service: 'web', networkConfiguration: { awsvpcConfiguration } }, 2],
  [
    'a task',
    'RunTask',
    { taskDefinition: 'good', launchType: 'FARGATE', networkConfiguration: { awsvpcConfiguration } },
    2,
  ],
])('%s asks no more of other services than it names', async (_, operation, input, questions) => {
  await sample.call(operation, { cluster: 'acme-test', ...input });
  expect(sample.account.questions).toBe(questions);
});

test('a target group is asked for once, however much there is to know of it', async () => {
  await sample.service({ serviceName: 'other' });
  // The subnets, and the group.
  expect(sample.account.questions).toBe(2);
});

test('what is refused by itself asks nobody', async () => {
  const call = sample.call('UpdateService', {
    ...{ cluster: 'acme-test', service: 'web', desiredCount: -1 },
    networkConfiguration: { awsvpcConfiguration },
  });
  await expect(call).rejects.toThrow('desiredCount cannot be negative.');
  expect(sample.account.questions).toBe(0);
});
