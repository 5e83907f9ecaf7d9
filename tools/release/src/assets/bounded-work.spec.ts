import { BoundedWork } from './bounded-work';

/** Work that ends when it is told to, and how much of it went on at most. */
function trial(bounds = { most: 3, mostBytes: 10 }) {
  const work = new BoundedWork(bounds);
  const ends: (() => void)[] = [];
  const going = { now: 0, bytes: 0, most: 0, mostBytes: 0 };
  const start = (bytes: number) =>
    work.start(bytes, async () => {
      going.most = Math.max(going.most, ++going.now);
      going.mostBytes = Math.max(going.mostBytes, (going.bytes += bytes));
      await new Promise<void>((end) => ends.push(end));
      going.now--;
      going.bytes -= bytes;
    });
  return { work, going, start, endOne: () => ends.shift()?.() };
}

it.each([
  ['pieces', [1, 1, 1, 1, 1, 1], { most: 3, mostBytes: 3 }],
  ['bytes', [6, 6, 2, 2, 6], { most: 3, mostBytes: 10 }],
  ['bytes, but for one that is larger by itself', [1, 50, 1], { most: 1, mostBytes: 50 }],
])('is bound by %s', async (_, sizes, expected) => {
  const { work, going, start, endOne } = trial();
  const all = (async () => {
    for (const size of sizes) {
      await work.room(size);
      start(size);
    }
    await work.rest();
  })();
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    endOne();
  }
  await all;

  expect(going).toMatchObject({ now: 0, bytes: 0, ...expected });
});

it('what one throws is thrown to whoever wants to begin another, and the rest goes on to its end', async () => {
  const { work, going, start, endOne } = trial();
  start(1);
  work.start(1, () => Promise.reject(new Error('first')));
  work.start(1, () => Promise.reject(new Error('second')));
  await new Promise((resolve) => setImmediate(resolve));

  await expect(work.room(1)).rejects.toThrow('first');
  endOne();
  await work.rest();
  expect(going.now).toBe(0);
  expect(() => work.check()).toThrow('first');
});
