import { restartDelayMs } from './throttle';

test.each([
  [0, 0],
  [2, 0],
  [3, 1000],
  [4, 2000],
  [8, 32_000],
  [9, 60_000],
  [500, 60_000],
])('after %i failures in a row it waits %i ms', (failures, delay) => {
  expect(restartDelayMs(failures)).toBe(delay);
});
