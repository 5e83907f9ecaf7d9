import { refusal } from '../sample/sample-ecs';
import type { ProcessOptions } from '../sample/sample-process';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { release } from '../verbs/release';

let world: SampleWorld;
beforeEach(() => (world = new SampleWorld(undefined, { worker: true })));

function releaseOf(letter: string, options: ProcessOptions = {}, more = {}) {
  const { ports, tell } = world.process(options);
  return release(world.request(letter, more), ports, tell);
}

it('registers for each service its template, its image and its parameters, and records all three', async () => {
  world.parameters.set('/shop/staging/web/KEY', 3);
  const images = { web: digestOf('a'), worker: digestOf('b') };
  const record = await releaseOf('a', {}, { images });

  const { web = '', worker = '' } = record.taskDefinitions;
  const address = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop';
  const environment = [
    { name: 'RELEASE_COMMIT', value: 'a'.repeat(40) },
    { name: 'RELEASE_VERSION', value: 'v1' },
  ];
  expect(world.ecs.definitions.get(web)).toMatchObject({
    family: 'shop-staging-web',
    containerDefinitions: [
      {
        name: 'web',
        image: `${address}@${digestOf('a')}`,
        environment,
        secrets: [
          { name: 'KEY', valueFrom: 'arn:aws:ssm:eu-west-1:111111111111:parameter/shop/staging/web/KEY/v3' },
        ],
      },
    ],
  });
  expect(world.ecs.definitions.get(worker)).toMatchObject({
    family: 'shop-staging-worker',
    containerDefinitions: [
      { name: 'worker', image: `${address}@${digestOf('b')}`, environment, secrets: [] },
    ],
  });
  const template = (name: string) =>
    `arn:aws:ecs:eu-west-1:111111111111:task-definition/shop-staging-${name}-template:1`;
  expect(record).toMatchObject({
    templates: { web: template('web'), worker: template('worker') },
    config: { web: { KEY: 3 }, worker: {} },
  });
});

it('that ECS refuses is told in its words, and nothing runs it', async () => {
  const onCall = (call: string) => {
    if (call === 'ecs.registerTaskDefinition') throw refusal('ClientException', 'No such size');
    if (call === 'ecs.updateService') throw new Error('This must not be asked for.');
  };

  expect(await releaseOf('a', { onCall })).toMatchObject({
    state: 'failed',
    cause: { kind: 'cannot-start', words: 'AWS refused: No such size.', logs: [] },
  });
});

describe('then updates each service', () => {
  it('with its least number of tasks if it has fewer, and else leaves the number alone', async () => {
    const update = jest.spyOn(world.ecs.client, 'updateService');
    const { taskDefinitions: first, deployments } = await releaseOf('a');
    const { taskDefinitions: second } = await releaseOf('b');

    const asked = (service: string, taskDefinition = '') => [
      { cluster: 'shop-staging', service, taskDefinition, forceNewDeployment: false },
    ];
    const born = (service: string, taskDefinition = '') => [
      { ...asked(service, taskDefinition)[0], desiredCount: 2 },
    ];
    expect(update.mock.calls).toEqual([
      born('web', first['web']),
      born('worker', first['worker']),
      asked('web', second['web']),
      asked('worker', second['worker']),
    ]);
    expect(Object.keys(deployments)).toEqual(['web', 'worker']);
    expect(deployments['web']).toMatch(/^ecs-svc\/\d+$/);
  });

  it('and goes back with all when ECS refuses one', async () => {
    const first = await releaseOf('a');
    let updates = 0;
    const onCall = (call: string) => {
      if (call === 'ecs.updateService' && ++updates === 2)
        throw refusal('ClientException', 'Too many tasks.');
    };

    expect(await releaseOf('b', { onCall })).toMatchObject({
      state: 'rolled_back',
      cause: { kind: 'cannot-start', words: 'AWS refused: Too many tasks.' },
    });
    for (const [name, service] of world.ecs.services)
      expect(service.taskDefinition).toBe(first.taskDefinitions[name]);
  });
});

it.each([
  ['ecs.registerTaskDefinition', 'pending'],
  ['ecs.updateService', 'rolling'],
])('a defect at %s is thrown, and the release left to whoever settles it', async (at, state) => {
  const defect = new TypeError('x is not a function');
  const onCall = (call: string) => {
    if (call === at) throw defect;
  };

  await expect(releaseOf('a', { onCall })).rejects.toBe(defect);
  expect((await world.ledger.latest())?.record.state).toBe(state);
});
