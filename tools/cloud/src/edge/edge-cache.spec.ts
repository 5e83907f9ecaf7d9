import { EdgeCache, type KeptAnswer } from './edge-cache';

const key = (path: string, variant = '') => ({ path, variant });
const answer = (size = 0, until = 1_000): KeptAnswer => ({
  status: 200,
  headers: [],
  body: Buffer.alloc(size),
  since: 0,
  until,
});

test('an answer is kept for as long as it may be', () => {
  const cache = new EdgeCache();
  const kept = answer();
  cache.keep(key('/a'), kept, 0);
  expect(cache.find(key('/a'), 999)).toBe(kept);
  expect(cache.find(key('/a', 'br'), 999)).toBeUndefined();
  expect(cache.find(key('/a'), 1_000)).toBeUndefined();
});

test('what was not asked for longest makes room', () => {
  const cache = new EdgeCache(10_000);
  for (const path of ['/a', '/b', '/c']) cache.keep(key(path), answer(2_000), 0);
  cache.find(key('/a'), 0);
  cache.keep(key('/d'), answer(2_000), 0);
  expect(['/a', '/b', '/c', '/d'].filter((path) => cache.find(key(path), 0))).toEqual(['/a', '/c', '/d']);
});

test('many times the same takes its room once', () => {
  const cache = new EdgeCache(10_000);
  cache.keep(key('/other'), answer(2_000), 0);
  for (let time = 0; time < 50; time += 1) cache.keep(key('/a'), answer(2_000), 0);
  for (let time = 0; time < 50; time += 1) cache.find(key('/a'), 0);
  expect(cache.find(key('/other'), 0)).toBeDefined();
});

test('what is larger than all the room is not kept', () => {
  const cache = new EdgeCache(10_000);
  cache.keep(key('/a'), answer(20_000), 0);
  expect(cache.find(key('/a'), 0)).toBeUndefined();
});

test('what was asked for before it was emptied is not kept after', () => {
  const cache = new EdgeCache();
  const { era } = cache;
  cache.keep(key('/a', 'br'), answer(), era);
  cache.keep(key('/b'), answer(), era);
  cache.forget((path) => path === '/a');
  expect(cache.find(key('/a', 'br'), 0)).toBeUndefined();
  expect(cache.find(key('/b'), 0)).toBeDefined();
  cache.keep(key('/a'), answer(), era);
  expect(cache.find(key('/a'), 0)).toBeUndefined();
});
