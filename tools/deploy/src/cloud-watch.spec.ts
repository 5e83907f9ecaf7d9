import { setTimeout as sleep } from 'node:timers/promises';
import { watchCloud } from './cloud-watch';

async function watched(...answers: boolean[]): Promise<boolean> {
  let asked = 0;
  const watch = watchCloud(
    { isAlive: () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)]!) },
    5,
  );
  while (asked < answers.length + 1) await sleep(5);
  watch.stop();
  return watch.gone.aborted;
}

describe('watchCloud', () => {
  it('tells when the cloud is gone', async () => {
    await expect(watched(true, false, false)).resolves.toBe(true);
  });

  it('forgives a cloud that is busy once', async () => {
    await expect(watched(true, false, true, false, true)).resolves.toBe(false);
  });

  it('tells nothing after its end, also of a look that was under way', async () => {
    let answer: (alive: boolean) => void = () => undefined;
    let asked = 0;
    const isAlive = () =>
      ++asked === 1 ? Promise.resolve(false) : new Promise<boolean>((resolve) => (answer = resolve));
    const watch = watchCloud({ isAlive }, 5);
    while (asked < 2) await sleep(5);
    watch.stop();
    answer(false);
    await sleep(0);
    expect(watch.gone.aborted).toBe(false);
  });
});
