import type { Service } from '@aws-sdk/client-ecs';
import { fromText, toText } from '../points/plain-text';
import { SampleEcs } from './sample-ecs';

let sample: SampleEcs;
const CREATE = {
  cluster: 'acme-test',
  serviceName: 'web',
  taskDefinition: 'good',
  launchType: 'FARGATE',
  clientToken: 'create-7',
  desiredCount: 1,
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
};
const DAY_MS = 24 * 3_600_000;
const NOT_IDEMPOTENT = '400 InvalidParameterException: Creation of service was not idempotent.';

beforeEach(async () => {
  sample = new SampleEcs();
  await sample.call('CreateCluster', { clusterName: 'acme-test' });
  await sample.register('good');
});

async function create(change: object = {}, ecs = sample): Promise<Service> {
  return (await ecs.call<{ service: Service }>('CreateService', { ...CREATE, ...change })).service;
}
const madeAt = (service: Service) => [service.serviceArn, service.createdAt];

test('the same token is the same service, as it is by now', async () => {
  const first = await create();
  await sample.clock.pass(500);
  await sample.call('UpdateService', { cluster: 'acme-test', service: 'web', desiredCount: 0 });
  const again = await create();
  expect(madeAt(again)).toEqual(madeAt(first));
  expect(again.desiredCount).toBe(0);
  expect(again.deployments).toHaveLength(1);
});

test('two who ask at once make one', async () => {
  const [one, other] = await Promise.all([create(), create()]);
  expect(madeAt(one)).toEqual(madeAt(other));
});

test('members in another order are the same request', async () => {
  const first = await create();
  expect(madeAt(await create(Object.fromEntries(Object.entries(CREATE).reverse())))).toEqual(madeAt(first));
});

test('a late second request makes nothing that was deleted meanwhile', async () => {
  const first = await create({ desiredCount: 0 });
  await sample.call('DeleteService', { cluster: 'acme-test', service: 'web' });
  await sample.clock.pass(1000);
  const again = await create({ desiredCount: 0 });
  expect(madeAt(again)).toEqual(madeAt(first));
  expect(again.status).not.toBe('ACTIVE');
});

test.each([
  { desiredCount: 2 },
  { serviceName: 'other' },
  { taskDefinition: 'good:1' },
  { enableExecuteCommand: true },
])('with %j it is refused, and nothing is made', async (change) => {
  const first = await create();
  await expect(create(change)).rejects.toThrow(NOT_IDEMPOTENT);
  const { serviceArns } = await sample.call<{ serviceArns: string[] }>('ListServices', {
    cluster: 'acme-test',
  });
  expect(serviceArns).toEqual([first.serviceArn]);
});

test.each([
  ['another token', { clientToken: 'create-8' }],
  ['no token', { clientToken: undefined }],
])('%s with a name that is taken is refused as ever', async (_, change) => {
  await create();
  await expect(create(change)).rejects.toThrow(NOT_IDEMPOTENT);
});

test('another cluster is asked for the first time', async () => {
  const first = await create();
  await sample.call('CreateCluster', { clusterName: 'other' });
  expect((await create({ cluster: 'other' })).serviceArn).not.toBe(first.serviceArn);
});

test('a token lasts a day', async () => {
  await create();
  await sample.clock.pass(DAY_MS - 1000);
  await create();
  await sample.clock.pass(2000);
  await expect(create()).rejects.toThrow(NOT_IDEMPOTENT);
  expect((await create({ serviceName: 'other' })).serviceName).toBe('other');
});

test('a token outlives a stop of the cloud', async () => {
  const first = await create();
  const after = new SampleEcs();
  after.ecs.restore(fromText(toText(sample.ecs.save())) as never);
  await after.ecs.resume();
  expect(madeAt(await create({}, after))).toEqual(madeAt(first));
});
