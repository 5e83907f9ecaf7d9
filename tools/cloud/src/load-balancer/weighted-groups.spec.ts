import { chosenGroup } from './weighted-groups';

const weighted = (...weights: number[]) => ({
  Type: 'forward' as const,
  ForwardConfig: {
    TargetGroups: weights.map((Weight, index) => ({ TargetGroupArn: `group-${index}`, Weight })),
  },
});

test.each([
  [[1, 3], 0, 'group-0'],
  [[1, 3], 0.24, 'group-0'],
  [[1, 3], 0.25, 'group-1'],
  [[1, 3], 0.99, 'group-1'],
  [[0, 1], 0, 'group-1'],
  [[0, 0], 0, undefined],
  [[0], 0.5, 'group-0'],
])('weights %j at %d: %s', (weights, random, expected) => {
  expect(chosenGroup(weighted(...weights), random)).toBe(expected);
});

test('an action of the old form names its one group', () => {
  expect(chosenGroup({ Type: 'forward', TargetGroupArn: 'only' }, 0.5)).toBe('only');
});
