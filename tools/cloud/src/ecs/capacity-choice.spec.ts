import { ProviderChoice } from './capacity-choice';
import { SampleEcs } from './sample-ecs';

const FARGATE = 'FARGATE';
const SPOT = 'FARGATE_SPOT';

function dealt(count: number, choice: ProviderChoice): { [provider: string]: number } {
  const counts: { [provider: string]: number } = {};
  for (let index = 0; index < count; index += 1) {
    const { capacityProviderName: name = 'none' } = choice.next();
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test.each([
  ['one alone', [{ capacityProvider: SPOT }], { [SPOT]: 8 }],
  [
    'by weight',
    [
      { capacityProvider: FARGATE, weight: 1 },
      { capacityProvider: SPOT, weight: 3 },
    ],
    { [FARGATE]: 2, [SPOT]: 6 },
  ],
  [
    'the base first',
    [
      { capacityProvider: FARGATE, base: 2, weight: 1 },
      { capacityProvider: SPOT, weight: 1 },
    ],
    { [FARGATE]: 5, [SPOT]: 3 },
  ],
  [
    'no more than the base without a weight',
    [
      { capacityProvider: FARGATE, base: 1 },
      { capacityProvider: SPOT, weight: 1 },
    ],
    { [FARGATE]: 1, [SPOT]: 7 },
  ],
  ['nothing', [], { none: 8 }],
])('eight tasks, %s', (_, strategy, counts) => {
  expect(dealt(8, new ProviderChoice(strategy))).toEqual(counts);
});

test('what runs already counts', () => {
  const strategy = [
    { capacityProvider: FARGATE, weight: 1 },
    { capacityProvider: SPOT, weight: 1 },
  ];
  expect(dealt(3, new ProviderChoice(strategy, [FARGATE, FARGATE, FARGATE]))).toEqual({ [SPOT]: 3 });
});

test('a service deals its tasks out, and goes on so when one is replaced', async () => {
  const sample = new SampleEcs();
  await sample.call('CreateCluster', { clusterName: 'acme-test', capacityProviders: [FARGATE, SPOT] });
  await sample.service({
    launchType: undefined,
    desiredCount: 4,
    capacityProviderStrategy: [
      { capacityProvider: FARGATE, base: 1, weight: 0 },
      { capacityProvider: SPOT, weight: 1 },
    ],
  });
  const providers = async () =>
    (await sample.tasks()).map(({ capacityProviderName }) => capacityProviderName).sort();
  await sample.clock.pass(2000);
  expect(await providers()).toEqual([FARGATE, SPOT, SPOT, SPOT]);
  const based = (await sample.tasks()).find(({ capacityProviderName }) => capacityProviderName === FARGATE);
  await sample.call('StopTask', { cluster: 'acme-test', task: based?.taskArn });
  await sample.clock.pass(15_000);
  expect(await providers()).toEqual([FARGATE, SPOT, SPOT, SPOT]);
});
