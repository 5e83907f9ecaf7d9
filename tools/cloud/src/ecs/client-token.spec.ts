import type { Task } from '@aws-sdk/client-ecs';
import { fromText, toText } from '../points/plain-text';
import { SampleEcs } from './sample-ecs';

let sample: SampleEcs;
const RUN = {
  cluster: 'acme-test',
  taskDefinition: 'good',
  launchType: 'FARGATE',
  clientToken: 'release-7',
  count: 2,
  overrides: { containerOverrides: [{ name: 'web', command: ['migrate'] }] },
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
};
const DAY_MS = 24 * 3_600_000;

beforeEach(async () => {
  sample = new SampleEcs();
  await sample.call('CreateCluster', { clusterName: 'acme-test' });
  await sample.register('good');
});

async function run(change: object = {}): Promise<string[]> {
  const { tasks } = await sample.call<{ tasks: Task[] }>('RunTask', { ...RUN, ...change });
  return tasks.map(({ taskArn = '' }) => taskArn);
}

test('the same token is the same tasks, whatever they do by now', async () => {
  const first = await run();
  await sample.clock.pass(500);
  expect(await run()).toEqual(first);
  for (const task of first) await sample.call('StopTask', { cluster: 'acme-test', task });
  await sample.clock.pass(500);
  expect(await run()).toEqual(first);
  expect(sample.launcher.orders).toHaveLength(2);
});

test('two who ask at once start one', async () => {
  const [one, other] = await Promise.all([run(), run()]);
  expect(one).toEqual(other);
});

test('members in another order are the same request', async () => {
  const first = await run();
  const turned = Object.fromEntries(Object.entries(RUN).reverse());
  expect(await run(turned)).toEqual(first);
});

test.each([{ count: 1 }, { taskDefinition: 'good:1' }, { overrides: undefined }, { startedBy: 'me' }])(
  'with %j it is a conflict that names the tasks',
  async (change) => {
    const first = await run();
    const body = Buffer.from(JSON.stringify({ ...RUN, ...change }));
    const answer = await sample.ecs.answer({
      ...{ account: '222222222222', region: 'eu-west-1', service: 'ecs', operation: 'RunTask' },
      ...{ method: 'POST', path: '/', headers: {}, body },
    });
    expect(answer?.status).toBe(400);
    expect(JSON.parse(String(answer?.body))).toEqual({
      __type: 'ConflictException',
      message: 'The provided clientToken is already in use with a different RunTask request.',
      resourceIds: first,
    });
  },
);

test.each<[string, object]>([
  ['another token', { clientToken: 'release-8' }],
  ['no token', { clientToken: undefined }],
])('%s is another task', async (_, change) => {
  const first = await run(change);
  expect(await run()).not.toEqual(first);
});

test('another cluster is asked for the first time', async () => {
  await sample.call('CreateCluster', { clusterName: 'other' });
  expect(await run({ cluster: 'other' })).not.toEqual(await run());
});

test('a token lasts a day, and an hour at most beyond its task', async () => {
  const first = await run();
  await sample.clock.pass(DAY_MS - 1000);
  expect(await run()).toEqual(first);
  await sample.clock.pass(2000);
  const second = await run();
  expect(second).not.toEqual(first);
  for (const task of second) await sample.call('StopTask', { cluster: 'acme-test', task });
  await sample.clock.pass(3_700_000);
  expect(await run()).not.toEqual(second);
});

test('a token outlives a stop of the cloud', async () => {
  const first = await run();
  const after = new SampleEcs();
  after.ecs.restore(fromText(toText(sample.ecs.save())) as never);
  await after.ecs.resume();
  const { tasks } = await after.call<{ tasks: Task[] }>('RunTask', RUN);
  expect(tasks.map(({ taskArn }) => taskArn)).toEqual(first);
});
