import { SampleEcs, type Behaviour } from './sample-ecs';

/** What somebody sees who asks every second, as deploy tools do, beginning at any moment of one. */
async function seen(behaviour: Behaviour, input: object, beginsAt: number): Promise<string[]> {
  const sample = new SampleEcs();
  await sample.service(input);
  await sample.clock.pass(5000);
  await sample.register('bad', behaviour);
  await sample.update({ taskDefinition: 'bad' });
  await sample.clock.pass(beginsAt);
  const states: string[] = [];
  for (let second = 0; second < 30; second += 1) {
    const { deployments } = await sample.describe();
    states.push(deployments.map((one) => `${one.status} ${one.rolloutState} ${one.failedTasks}`).join(', '));
    await sample.clock.pass(1000);
  }
  return states;
}

const BALANCED = {};
const ALONE = { loadBalancers: [] };

describe.each<[Behaviour, object]>([
  ['crashes', BALANCED],
  ['never pulls', BALANCED],
  ['crashes', ALONE],
  ['never pulls', ALONE],
])('a deployment whose task %s, of a service with %j', (behaviour, input) => {
  it.each([0, 250, 500, 750])('is seen to fail and to be rolled back, from %i ms on', async (beginsAt) => {
    const states = await seen(behaviour, input, beginsAt);
    expect(states.some((state) => /^PRIMARY IN_PROGRESS [12],/.test(state))).toBe(true);
    expect(states.some((state) => /^PRIMARY FAILED 3/.test(state))).toBe(true);
    expect(states.some((state) => /^PRIMARY IN_PROGRESS 0,.*ACTIVE FAILED 3/.test(state))).toBe(true);
    expect(states.at(-1)).toBe('PRIMARY COMPLETED 0');
  });
});

test('what takes the place of a failed deployment is not rolled back with it', async () => {
  const sample = new SampleEcs();
  await sample.service();
  await sample.clock.pass(5000);
  await sample.register('bad', 'crashes');
  await sample.update({ taskDefinition: 'bad' });
  await sample.clock.pass(2000);
  expect((await sample.describe()).deployments[0]).toMatchObject({ rolloutState: 'FAILED' });
  await sample.register('mended');
  await sample.update({ taskDefinition: 'mended' });
  await sample.clock.pass(20_000);
  expect(await sample.describe()).toMatchObject({
    taskDefinition: expect.stringContaining('mended:1'),
    deployments: [{ rolloutState: 'COMPLETED' }],
  });
  const { serviceDeployments } = await sample.call<{ serviceDeployments: { status: string }[] }>(
    'ListServiceDeployments',
    { cluster: 'acme-test', service: 'web' },
  );
  expect(serviceDeployments.map(({ status }) => status)).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
});
