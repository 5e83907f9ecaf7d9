import { taskBounds } from './percent';

test.each([
  [0, 100, 200, 0, 0],
  [1, 100, 200, 1, 2],
  [1, 50, 150, 1, 1],
  [2, 50, 200, 1, 4],
  [3, 50, 150, 2, 4],
  [4, 50, 125, 2, 5],
  [5, 66, 133, 4, 6],
  [10, 0, 100, 0, 10],
])(
  '%i tasks at %i to %i percent are %i to %i',
  (desired, minimumHealthyPercent, maximumPercent, min, max) => {
    expect(taskBounds(desired, { minimumHealthyPercent, maximumPercent })).toEqual({ min, max });
  },
);
