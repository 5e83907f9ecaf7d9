import fc from 'fast-check';
import { SampleStore } from '../sample/sample-store';
import { keyOf, Ledger, parseVersion, type ReleaseDraft } from './ledger';
import type { ReleaseState } from '../record/release-record';
import { isSettled, mayBecome, RUNNING_STATES } from '../record/transitions';

const draft = (name = 'Ada'): ReleaseDraft => ({
  reason: 'push',
  images: { web: 'sha256:0' },
  by: { name, host: 'laptop', pid: 7, runUrl: 'https://ci.example.com/7' },
  createdAt: '2026-11-25T12:00:00.000Z',
});

let store: SampleStore;
let ledger: Ledger;
beforeEach(() => {
  store = new SampleStore();
  ledger = new Ledger('staging', store);
});

it('lets one of 20 begin, and tells the others who holds it', async () => {
  const started = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => ledger.begin(draft(`user ${n}`))),
  );
  const winner = started.flatMap((each) => (each.status === 'fulfilled' ? each.value.record : []));
  const refused = started.flatMap((each) => (each.status === 'rejected' ? (each.reason as unknown) : []));

  expect(winner).toMatchObject([{ version: 1 }]);
  expect(refused).toHaveLength(19);
  for (const failure of refused) {
    expect(failure).toMatchObject({ kind: 'locked', exitCode: 7 });
    expect(String(failure)).toContain(`who    ${winner[0]?.by.name} on laptop, process 7`);
    expect(String(failure)).toContain('since  2026-11-25T12:00:00Z');
    expect(String(failure)).toContain('run    https://ci.example.com/7');
  }
});

it('gives numbers in order and without gaps, however many want one', async () => {
  const versions: number[] = [];
  const one = async (_: unknown, n: number) => {
    for (;;) {
      try {
        const owned = await ledger.begin(draft(`user ${n}`));
        versions.push(owned.record.version);
        await owned.update({ state: 'failed' });
        return;
      } catch {
        await Promise.resolve();
      }
    }
  };
  await Promise.all(Array.from({ length: 20 }, one));

  expect(versions).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

it('finds the newest that were live, past any number that were not', async () => {
  const states = ['live', 'failed', 'live', 'live', 'failed', 'failed', 'failed', 'failed', 'live', 'failed'];
  for (const state of states) {
    const owned = await ledger.begin(draft());
    if (state === 'live') await owned.update({ state: 'rolling' });
    await owned.update({ state: state as ReleaseState });
  }
  await ledger.supersedeOlder();
  const versions = async (count: number) => (await ledger.newestLive(count)).map(({ version }) => version);

  expect(await versions(1)).toEqual([9]);
  expect(await versions(3)).toEqual([9, 4, 3]);
  expect(await versions(20)).toEqual([9, 4, 3, 1]);
});

it('stops a run whose record was settled by another', async () => {
  const owned = await ledger.begin(draft());
  const entry = await ledger.latest();
  if (!entry) throw new Error('nothing recorded');
  await ledger.own(entry).update({ state: 'failed' });

  await expect(owned.beat()).rejects.toMatchObject({ kind: 'locked' });
  await expect(owned.update({ state: 'rolling' })).rejects.toThrow(
    'Another run assumed that this one was dead',
  );
  expect((await ledger.read(1)).state).toBe('failed');
});

it('writes heartbeats and updates one after the other', async () => {
  const owned = await ledger.begin(draft());
  await Promise.all([
    owned.beat(),
    owned.update({ state: 'rolling' }),
    owned.beat(),
    owned.update({ state: 'live' }),
  ]);

  expect((await ledger.read(1)).state).toBe('live');
});

it('says which releases there are when asked for another', async () => {
  await expect(ledger.read(3)).rejects.toThrow('Nothing was released to "staging" yet');
  await ledger.begin(draft());
  await expect(ledger.read(3)).rejects.toThrow('The newest is v1');
});

it('does not read records of a layout that it does not know', async () => {
  store.put('releases/v000001.json', JSON.stringify({ format: 2 }));

  await expect(ledger.latest()).rejects.toThrow('it has format 2, this one reads 1');
});

it.each(['', '{', '[]', '{"format":1}', '{"format":1,"version":"1"}'])(
  'does not take %j for a record',
  async (text) => {
    store.put('releases/v000001.json', text);

    await expect(ledger.latest()).rejects.toThrow('releases/v000001.json is not a release record');
  },
);

it('keeps what a newer Slipway wrote beside it', async () => {
  await ledger.begin(draft());
  const [key = ''] = await store.list('releases/');
  const text = (await store.get(key))?.body ?? '{}';
  store.put(key, JSON.stringify({ ...(JSON.parse(text) as object), canary: 10 }));
  const entry = await ledger.latest();
  if (!entry) throw new Error('nothing recorded');
  await ledger.own(entry).update({ state: 'failed' });

  expect((await store.get(key))?.body).toContain('"canary": 10');
});

describe('reads', () => {
  /** A release that ended so. */
  const ended = async (state: 'live' | 'failed') => {
    const owned = await ledger.begin(draft());
    if (state === 'live') await owned.update({ state: 'rolling' });
    await owned.update({ state });
  };
  const versionsOf = (records: readonly { readonly version: number }[]) =>
    records.map(({ version }) => version);

  it('the newest releases first, and no more than are asked for', async () => {
    for (let n = 0; n < 11; n++) await ended('failed');

    expect(versionsOf(await ledger.list(3))).toEqual([11, 10, 9]);
    expect(versionsOf(await ledger.list())).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('what was live before a release', async () => {
    for (const state of ['live', 'failed', 'live', 'live'] as const) await ended(state);
    await ledger.supersedeOlder();

    expect((await ledger.lastLiveBefore(4))?.version).toBe(3);
    expect((await ledger.lastLiveBefore(3))?.version).toBe(1);
    expect(await ledger.lastLiveBefore(1)).toBeUndefined();
  });

  it('nothing live where nothing is', async () => {
    expect(await ledger.live()).toBeUndefined();
    await ended('failed');
    expect(await ledger.live()).toBeUndefined();
    expect(await ledger.newestLive(20)).toEqual([]);
  });

  it('past objects that are no releases', async () => {
    await ended('failed');
    for (const name of ['v2.json.bak', 'v.json', 'notes.json', 'old/releases/v000009.json'])
      store.put(`releases/${name}`, 'x');

    expect(versionsOf(await ledger.list())).toEqual([1]);
    expect((await ledger.begin(draft())).record.version).toBe(2);
  });
});

it('begins a release with nothing but who wants it, what and why', async () => {
  const { record } = await ledger.begin({ ...draft(), from: { environment: 'prod', version: 7 } });

  expect(record).toEqual({
    ...draft(),
    from: { environment: 'prod', version: 7 },
    format: 1,
    version: 1,
    environment: 'staging',
    state: 'pending',
    templates: {},
    taskDefinitions: {},
    deployments: {},
    config: {},
    phases: [],
  });
  expect(await store.list('')).toEqual(['releases/v000001.json']);
  expect(await ledger.read(1)).toEqual(record);
});

it('keeps the order of releases in the order of their names', () => {
  expect([keyOf(12), keyOf(999_999)]).toEqual(['releases/v000012.json', 'releases/v999999.json']);
});

it('does not write a state that is not allowed to follow, and goes on after it', async () => {
  const owned = await ledger.begin(draft());

  await expect(owned.update({ state: 'live' })).rejects.toThrow('v1 cannot become live from pending');
  expect((await ledger.read(1)).state).toBe('pending');
  expect((await owned.update({ state: 'failed' })).state).toBe('failed');
});

describe('transitions', () => {
  const states: readonly ReleaseState[] = [...RUNNING_STATES, 'live', 'failed', 'rolled_back', 'superseded'];
  const state = fc.constantFrom(...states);

  it('never make a settled release run again', () => {
    fc.assert(
      fc.property(state, state, (from, to) => {
        if (isSettled({ state: from }) && !isSettled({ state: to })) expect(mayBecome(from, to)).toBe(false);
      }),
    );
  });

  it('reach live from rolling only', () => {
    expect(states.filter((from) => from !== 'live' && mayBecome(from, 'live'))).toEqual(['rolling']);
  });
});

it.each([
  ['v12', 12],
  ['12', 12],
  ['v999999', 999_999],
])('reads %s as a version', (text, version) => expect(parseVersion(text)).toBe(version));

it.each(['', 'v0', 'v', 'latest', 'v1.2', '-1', 'v1000000', 'av1', 'v1 '])(
  'does not read %j as a version',
  (text) => expect(() => parseVersion(text)).toThrow('npx slipway releases'),
);
