import { setImmediate as turn } from 'node:timers/promises';
import { coalesce } from './coalesce';

test('who asks during a run waits for exactly one more, together', async () => {
  const runs: (() => void)[] = [];
  const ask = coalesce(() => new Promise<void>((resolve) => void runs.push(resolve)));
  const done: string[] = [];
  const asked = ['first', 'second', 'third'].map((name) => ask().then(() => done.push(name)));
  expect(runs).toHaveLength(1);
  runs[0]?.();
  await turn();
  expect(done).toEqual(['first']);
  expect(runs).toHaveLength(2);
  runs[1]?.();
  await Promise.all(asked);
  expect(runs).toHaveLength(2);
});

test('a failed run fails for those who waited for it only', async () => {
  let fail = true;
  const ask = coalesce(async () => {
    await turn();
    if (fail) throw new Error('no answer');
  });
  const [first, second] = [ask(), ask()];
  await expect(first).rejects.toThrow('no answer');
  fail = false;
  await second;
});
