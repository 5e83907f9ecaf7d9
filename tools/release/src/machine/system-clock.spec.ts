import { systemClock } from './system-clock';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('sleeps as long as it is told, or until it is woken', async () => {
  const woken: string[] = [];
  const controller = new AbortController();
  void systemClock.sleep(1000).then(() => woken.push('slept'));
  void systemClock.sleep(5000, controller.signal).then(() => woken.push('aborted'));
  await jest.advanceTimersByTimeAsync(999);
  expect(woken).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  controller.abort();
  await jest.advanceTimersByTimeAsync(0);

  expect(woken).toEqual(['slept', 'aborted']);
  await systemClock.sleep(5000, controller.signal);
});

it('does not call again what is still at work', async () => {
  let calls = 0;
  const stop = systemClock.every(1000, () => {
    calls++;
    return new Promise((resolve) => setTimeout(resolve, 2500));
  });
  await jest.advanceTimersByTimeAsync(4000);
  expect(calls).toBe(2);
  stop();
  await jest.advanceTimersByTimeAsync(4000);

  expect(calls).toBe(2);
});
