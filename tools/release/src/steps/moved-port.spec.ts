import { refusal } from '../sample/sample-ecs';
import type { ProcessOptions } from '../sample/sample-process';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { release } from '../verbs/release';

/** Build `b` runs and never gets healthy. */
let world: SampleWorld;
beforeEach(async () => {
  world = new SampleWorld();
  world.ecs.builds.set(digestOf('b'), 'hangs');
  await releaseOf('a');
});

function releaseOf(letter: string, options: ProcessOptions = {}) {
  const process = world.process(options);
  return release(world.request(letter, { rollTimeoutMs: 20_000 }), process.ports, process.tell);
}

const entry = (containerPort: number) => ({
  targetGroupArn: 'arn:target-group',
  containerName: 'web',
  containerPort,
});
const served = async () =>
  (await world.ecs.client.describeServices({ services: ['web'] })).services[0]?.loadBalancers;

it('comes with the task definition that listens there, in one call', async () => {
  world.newTemplate('web', 4000);
  const update = jest.spyOn(world.ecs.client, 'updateService');
  const { state, taskDefinitions } = await releaseOf('c');

  expect(state).toBe('live');
  expect(update.mock.calls).toEqual([
    [expect.objectContaining({ taskDefinition: taskDefinitions['web'], loadBalancers: [entry(4000)] })],
  ]);
  expect(await served()).toEqual([entry(4000)]);
});

it('is not named where it is the same', async () => {
  const update = jest.spyOn(world.ecs.client, 'updateService');
  await releaseOf('c');
  expect(update.mock.lastCall?.[0]).not.toHaveProperty('loadBalancers');
});

it('goes back with a release that fails', async () => {
  world.newTemplate('web', 4000);
  expect((await releaseOf('b')).state).toBe('rolled_back');
  expect(await served()).toEqual([entry(3000)]);
});

it('goes back with a plain update, where ECS does not go back by itself', async () => {
  world.newTemplate('web', 4000);
  const update = jest.spyOn(world.ecs.client, 'updateService');
  const onCall = (call: string) => {
    if (call === 'ecs.stopServiceDeployment') throw refusal('UnsupportedFeatureException', 'No.');
  };
  expect((await releaseOf('b', { onCall })).state).toBe('rolled_back');
  expect(update.mock.lastCall).toEqual([expect.objectContaining({ loadBalancers: [entry(3000)] })]);
  expect(await served()).toEqual([entry(3000)]);
});
