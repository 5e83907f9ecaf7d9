import { refusal } from '../sample/sample-ecs';
import type { ProcessOptions } from '../sample/sample-process';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { release } from '../verbs/release';

/** Build `b` runs and never gets healthy. */
let world: SampleWorld;
beforeEach(() => {
  world = new SampleWorld();
  world.ecs.builds.set(digestOf('b'), 'hangs');
});

async function releaseOf(letter: string, options: ProcessOptions = {}) {
  const process = world.process(options);
  const request = world.request(letter, { rollTimeoutMs: 20_000 });
  const record = await release(request, process.ports, process.tell);
  return { record, notes: process.notes, events: process.events };
}

const service = { cluster: 'shop-staging', service: 'web' };

it('asks ECS to go back by itself, which says that it is a rollback', async () => {
  await releaseOf('a');
  const list = jest.spyOn(world.ecs.client, 'listServiceDeployments');
  const stop = jest.spyOn(world.ecs.client, 'stopServiceDeployment');
  const update = jest.spyOn(world.ecs.client, 'updateService');
  const { record, events } = await releaseOf('b');

  expect(record.state).toBe('rolled_back');
  expect(list.mock.calls).toEqual([[{ ...service, status: ['PENDING', 'IN_PROGRESS'] }]]);
  expect(stop.mock.calls).toEqual([
    [{ serviceDeploymentArn: 'arn:service-deployment/web', stopType: 'ROLLBACK' }],
  ]);
  // The one that began the release.
  expect(update).toHaveBeenCalledTimes(1);
  expect(events).toContainEqual(expect.objectContaining({ phase: 'roll', failed: true }));
  expect(events).toContainEqual(expect.objectContaining({ phase: 'roll back', failed: false }));
});

describe('asks for what was there before by a plain update', () => {
  let before: string | undefined;
  beforeEach(async () => (before = (await releaseOf('a')).record.taskDefinitions['web']));

  it.each([
    'ConflictException',
    'InvalidParameterException',
    'ServiceDeploymentNotFoundException',
    'UnsupportedFeatureException',
    'ClientException',
  ])('when ECS refuses with %s', async (name) => {
    const update = jest.spyOn(world.ecs.client, 'updateService');
    const onCall = (call: string) => {
      if (call === 'ecs.stopServiceDeployment') throw refusal(name, 'No.');
    };

    expect((await releaseOf('b', { onCall })).record.state).toBe('rolled_back');
    expect(update.mock.lastCall).toEqual([{ ...service, taskDefinition: before }]);
  });

  it.each([{}, { serviceDeployments: [] }, { serviceDeployments: [{}] }])(
    'when there is nothing to stop: %j',
    async (answer) => {
      Object.assign(world.ecs.client, { listServiceDeployments: async () => answer });
      const stop = jest.spyOn(world.ecs.client, 'stopServiceDeployment');
      const update = jest.spyOn(world.ecs.client, 'updateService');

      expect((await releaseOf('b')).record.state).toBe('rolled_back');
      expect(stop).not.toHaveBeenCalled();
      expect(update.mock.lastCall).toEqual([{ ...service, taskDefinition: before }]);
    },
  );
});

it('leaves a refusal that it does not know to whoever settles, who knows that it was to go back', async () => {
  await releaseOf('a');
  const error = refusal('ServerException', 'No.');
  const onCall = (call: string) => {
    if (call === 'ecs.stopServiceDeployment') throw error;
  };

  await expect(releaseOf('b', { onCall })).rejects.toBe(error);
  const left = (await world.ledger.latest())?.record;
  expect(left).toMatchObject({ version: 2, state: 'rolling' });
  expect(left).toHaveProperty('cause.words');
});

it('takes a first release to no tasks', async () => {
  const update = jest.spyOn(world.ecs.client, 'updateService');
  const { record } = await releaseOf('b');

  expect(record.state).toBe('failed');
  expect(update.mock.lastCall).toEqual([{ ...service, desiredCount: 0 }]);
  expect(world.ecs.running('web')).toEqual([]);
});

it('does not touch what somebody else has put there meanwhile', async () => {
  await releaseOf('a');
  const other = world.newTemplate('web');
  const process = world.process();
  const stop = jest.spyOn(world.ecs.client, 'stopServiceDeployment');
  let looks = 0;
  const tell = (event: Parameters<typeof process.tell>[0]) => {
    // Somebody with the console.
    if (event.type === 'observed' && ++looks === 1)
      void world.ecs.client.updateService({ ...service, taskDefinition: other });
  };
  const record = await release(world.request('b'), process.ports, tell);

  expect(record.state).toBe('rolled_back');
  expect(stop).not.toHaveBeenCalled();
  expect(world.ecs.services.get('web')?.taskDefinition).toBe(other);
});

it('says after 15 minutes that ECS is still at it', async () => {
  await releaseOf('a');
  // ECS takes the request and does nothing.
  Object.assign(world.ecs.client, { stopServiceDeployment: async () => ({}) });
  const { record, notes, events } = await releaseOf('b');

  expect(record.state).toBe('rolled_back');
  expect(notes).toEqual(['ECS is still going back after 15 minutes: npx slipway status staging']);
  const phase = events.find((event) => event.type === 'phase-ended' && event.phase === 'roll back');
  expect(phase).toMatchObject({ failed: true, seconds: 900 });
});
