import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { wholeBody } from '../gateway/moto-proxy';
import type { KeptParts } from './kept-part';
import { PointStore, pointsDirectory } from './point-store';
import { Points, type PointsOptions } from './points';

/** moto, as far as points ask it. */
const moto = {
  era: 1,
  fails: false,
  saving: async () => undefined as void,
  server: createServer((request, response) => {
    void (async () => {
      const body = String(await wholeBody(request));
      if (request.url === '/_slipway/era') return response.end(JSON.stringify({ era: moto.era }));
      if (moto.fails) return response.writeHead(507).end('the disk is full');
      const { directory } = JSON.parse(body) as { directory: string };
      writeFileSync(join(directory, 'moto.pickle'), `era ${moto.era}`);
      await moto.saving();
      return response.end(JSON.stringify({ era: moto.era }));
    })();
  }),
};
let directory: string;
let store: PointStore;
let busy: boolean;
const begin = (): void => void (busy = true);
let value: unknown;

beforeAll(async () => {
  moto.server.listen(0, '127.0.0.1');
  await once(moto.server, 'listening');
});
afterAll(() => moto.server.close());
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'slipway-points-'));
  store = new PointStore({ directory, versions: { moto: '5.2.1', slipway: '1' } });
  Object.assign(moto, { era: 1, fails: false, saving: async () => undefined });
  busy = false;
  value = { when: new Date(5) };
});
afterEach(() => rmSync(directory, { recursive: true }));

function points(more: Partial<PointsOptions> = {}): Points {
  return new Points({
    store,
    parts: [
      { ecs: { save: () => value, restore: (saved) => (value = saved), resume: async () => undefined } },
    ],
    motoPort: (moto.server.address() as AddressInfo).port,
    whileQuiet: (work) => work(),
    isBusy: () => busy,
    about: () => ({ images: ['sha256:a'], environments: ['qa'] }),
    log: () => undefined,
    ...more,
  });
}

const names = () => readdirSync(pointsDirectory(directory)).sort();
const WISH = { withinMs: 1000 };

it('takes a point, and gives every part its state again', async () => {
  const all = points();
  expect(await all.take(WISH)).toEqual({ taken: expect.any(String) });
  const point = await store.newest(() => undefined);
  expect(point?.manifest).toMatchObject({ images: ['sha256:a'], environments: ['qa'], moto: '5.2.1' });
  expect(Object.keys(point!.manifest.files).sort()).toEqual(['ecs.json', 'moto.pickle']);
  value = 'lost';
  await points().restore(point!);
  expect(value).toEqual({ when: new Date(5) });
});

it('takes none while nothing has changed, here or at moto', async () => {
  const all = points();
  await all.take(WISH);
  all.answered({ operation: 'DescribeServices' });
  expect(await all.take(WISH)).toEqual({ none: 'unchanged' });
  all.answered({ operation: 'UpdateService' });
  expect(await all.take(WISH)).toHaveProperty('taken');
  moto.era += 1;
  expect(await all.take(WISH)).toHaveProperty('taken');
  expect(await all.take(WISH)).toEqual({ none: 'unchanged' });
});

it('counts what changes while it is taken for the next one', async () => {
  const all = points();
  moto.saving = async (): Promise<void> => all.changed();
  await all.take(WISH);
  moto.saving = async () => undefined;
  expect(await all.take(WISH)).toHaveProperty('taken');
});

it('keeps two, and nothing unfinished', async () => {
  const all = points();
  for (let count = 0; count < 4; count++) {
    all.changed();
    await all.take(WISH);
  }
  expect(names()).toHaveLength(2);
  const newest = await store.newest(() => undefined);
  expect(newest?.directory).toBe(join(pointsDirectory(directory), names()[1]!));
});

it.each([
  ['somebody is in the middle of something', {}, begin],
  ['calls do not come to an end', { whileQuiet: async () => undefined }, (): void => undefined],
  [
    'somebody begins while calls are waited for',
    {
      whileQuiet: (async (work) => {
        begin();
        return work();
      }) as PointsOptions['whileQuiet'],
    },
    () => undefined,
  ],
])('takes none while %s', async (_, more, prepare) => {
  prepare();
  expect(await points(more).take(WISH)).toEqual({ none: 'busy' });
  expect(await store.newest(() => undefined)).toBeUndefined();
});

it('leaves the last one and nothing else when moto cannot write', async () => {
  const all = points();
  await all.take(WISH);
  const before = names();
  all.changed();
  moto.fails = true;
  await expect(all.take(WISH)).rejects.toThrow('the disk is full');
  expect(names()).toEqual(before);
});

it('what is emptied while a point is written does not come back', async () => {
  const all = points({
    whileQuiet: async (work) => {
      const done = await work();
      await all.reset();
      return done;
    },
  });
  expect(await all.take(WISH)).toEqual({ none: 'busy' });
  expect(await store.newest(() => undefined)).toBeUndefined();
});

it('brings parts back in stages, and one that fails does not keep the others', async () => {
  const steps: string[] = [];
  const part = (name: string, milliseconds: number, fails = false) => ({
    save: () => null,
    restore: () => undefined,
    resume: async () => {
      await sleep(milliseconds);
      if (fails) throw new Error('no');
      steps.push(name);
    },
  });
  const log = (line: string) => steps.push(line);
  const parts: KeptParts[] = [
    { slow: part('slow', 60), quick: part('quick', 1), bad: part('bad', 30, true) },
    { last: part('last', 0) },
  ];
  await points({ parts, log }).resume();
  expect(steps).toEqual(['quick', 'bad is not back: Error: no', 'slow', 'last']);
});

describe('a point that does not fit', () => {
  const told: string[] = [];
  const newest = (moto = '5.2.1') =>
    new PointStore({ directory, versions: { moto, slipway: '1' } }).newest((line) => told.push(line));
  let first: string;
  let last: string;

  beforeEach(async () => {
    told.length = 0;
    const all = points();
    await all.take(WISH);
    all.changed();
    await all.take(WISH);
    [first, last] = names() as [string, string];
  });

  it.each([
    ['is damaged', 'ecs.json', (file: string) => writeFileSync(file, '{}'), 'its file ecs.json is damaged'],
    [
      'is cut short',
      'moto.pickle',
      (file: string) => truncateSync(file, 2),
      'its file moto.pickle is damaged',
    ],
    ['lacks a file', 'moto.pickle', (file: string) => rmSync(file), 'its file moto.pickle is missing'],
    ['has no manifest', 'manifest.json', (file: string) => rmSync(file), 'its manifest cannot be read'],
    [
      'is of another format',
      'manifest.json',
      (file: string) =>
        writeFileSync(file, readFileSync(file, 'utf8').replace('"format": 1', '"format": 99')),
      'it has format 99, and this version of Slipway reads format 1',
    ],
  ])('because it %s is set aside, and the one before it is taken', async (_, name, harm, why) => {
    harm(join(pointsDirectory(directory), last, name));
    expect((await newest())?.directory).toContain(first);
    expect(told).toEqual([expect.stringContaining(`was not restored: ${why}.`)]);
    expect(told[0]).toContain(join('state', 'aside', last));
    expect(readdirSync(join(directory, 'state', 'aside'))).toEqual([last]);
  });

  it('because moto is another one leaves nothing to start from', async () => {
    expect(await newest('5.3.0')).toBeUndefined();
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('it was made with moto 5.2.1, and this version of Slipway has 5.3.0');
    expect(names()).toEqual([]);
  });
});
