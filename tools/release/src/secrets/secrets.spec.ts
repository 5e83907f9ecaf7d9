import fc from 'fast-check';
import { Killed, type ProcessOptions } from '../sample/sample-process';
import { SampleWorld } from '../sample/sample-world';
import { SWEEP_STEP } from '../sample/sweep';
import { Ledger } from '../ledger/ledger';
import { ConfigLog } from './config-log';
import { configHistory } from './config-history';
import { readConfig, readSecret } from './read-config';
import { Secrets } from './secrets';
import { lookAtSecrets } from './secrets-look';

jest.setTimeout(60_000);

const PATH = '/shop/staging/web';

let world: SampleWorld;
beforeEach(() => (world = new SampleWorld()));

function writer(options: ProcessOptions = {}, by = 'Ada') {
  const process = world.process(options);
  const place = { environment: world.environment, ...process.ports, by, now: () => world.time };
  return { process, secrets: new Secrets(place), place };
}

const log = () => new ConfigLog(world.store);
const valuesOf = (entries: { readonly [name: string]: string }) => new Map(Object.entries(entries));
const read = (name: string) => readSecret(writer().place, 'web', name);

/** Names and values of what older Slipways know. */
const plain = () =>
  Object.fromEntries(
    world.parameters
      .names()
      .filter((name) => !/\/v\d+$/.test(name))
      .map((name) => [name.slice(PATH.length + 1), world.parameters.value(name)]),
  );

describe('what an older Slipway has set', () => {
  beforeEach(() => {
    world.parameters.set(`${PATH}/KEY`, 3, 'old');
    world.parameters.set(`${PATH}/OTHER`, 1, 'other');
  });

  it('is what is set, under the versions that it knows, before anything was moved', async () => {
    expect(await readConfig(writer().place)).toEqual({ web: { KEY: 3, OTHER: 1 } });
    expect(await read('KEY')).toBe('old');
    expect(await log().latestNumber()).toBe(0);
  });

  it('moves with the first change, as one change of its own, and stays where it was', async () => {
    await writer().secrets.set('web', valuesOf({ NEW: 'new' }));

    expect((await log().read(1)).config).toEqual({ web: { KEY: 3, OTHER: 1 } });
    expect((await log().read(2)).config).toEqual({ web: { KEY: 3, NEW: 1, OTHER: 1 } });
    expect(world.parameters.value(`${PATH}/KEY/v3`)).toBe('old');
    expect(world.parameters.count(`${PATH}/KEY`)).toBe(3);
    expect(plain()).toEqual({ KEY: 'old', OTHER: 'other', NEW: 'new' });
  });

  it('is taken in again and again, with and without us in between', async () => {
    await writer().secrets.set('web', valuesOf({ KEY: 'ours' }));
    expect(plain()).toMatchObject({ KEY: 'ours' });
    world.parameters.set(`${PATH}/KEY`, 5, 'theirs');
    world.parameters.delete(`${PATH}/OTHER`);
    await writer().secrets.settle();

    expect(await read('KEY')).toBe('theirs');
    expect(await read('OTHER')).toBeUndefined();
    expect((await log().latest()).why).toBe('found');
    await writer().secrets.unset('web', ['KEY']);
    expect(plain()).toEqual({});
    // It begins to count at 1 again; our versions go on.
    world.parameters.set(`${PATH}/KEY`, 1, 'once more');
    await writer().secrets.settle();
    expect(await readConfig(writer().place)).toEqual({ web: { KEY: 6 } });
    expect(await read('KEY')).toBe('once more');
  });

  it('is told from ours by its value, although SSM keeps our description', async () => {
    await writer().secrets.set('web', valuesOf({ KEY: 'ours' }));
    await world.parameters.client.putParameter({ Name: `${PATH}/KEY`, Value: 'theirs', Overwrite: true });
    expect(await read('KEY')).toBe('theirs');
  });
});

describe('a change', () => {
  it('of ten secrets is one, and a version is never written over', async () => {
    const ten = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`N${index}`, 'x']));
    await writer().secrets.set('web', valuesOf(ten));
    await writer().secrets.set('web', valuesOf({ N0: 'y' }));

    expect(await log().latestNumber()).toBe(2);
    expect(world.parameters.value(`${PATH}/N0/v1`)).toBe('x');
    expect(world.parameters.value(`${PATH}/N0/v2`)).toBe('y');
  });

  it('does not use the number of what was unset again', async () => {
    await writer().secrets.set('web', valuesOf({ KEY: 'one' }));
    await writer().secrets.unset('web', ['KEY']);
    await writer().secrets.set('web', valuesOf({ KEY: 'two' }));

    expect(await readConfig(writer().place)).toEqual({ web: { KEY: 2 } });
    expect(world.parameters.value(`${PATH}/KEY/v1`)).toBe('one');
  });

  it('leaves nothing in the bucket from which a value could be learnt', async () => {
    await writer().secrets.set('web', valuesOf({ KEY: 'hunter2' }));
    const keys = await world.store.list('');
    expect(keys.map((key) => world.store.body(key)).join()).not.toContain('hunter2');
    expect(keys).toEqual(['config-copies.json', 'config/000001.json']);
  });
});

it('a change that is killed at any call is in as a whole or not at all, and whoever comes next ends it', async () => {
  const wrong: string[] = [];
  for (const after of [false, true]) {
    for (let killAt = 1; ; killAt += SWEEP_STEP) {
      world = new SampleWorld();
      world.parameters.set(`${PATH}/FOUND`, 1, 'found');
      await writer().secrets.set('web', valuesOf({ A: 'a1', GONE: 'x' }));
      const { process, secrets } = writer({ killAt, after });
      await secrets.set('web', valuesOf({ A: 'a2', B: 'b2', C: 'c2' })).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      const values = await Promise.all(['A', 'B', 'C'].map(read));
      const whole = [
        ['a1', undefined, undefined],
        ['a2', 'b2', 'c2'],
      ].some((each) => JSON.stringify(each) === JSON.stringify(values));
      const call = `call ${killAt} (${process.made.at(-1)})`;
      if (!whole) wrong.push(`${call}: ${JSON.stringify(values)}`);
      await writer().secrets.unset('web', ['GONE']);
      const now = Object.fromEntries(
        ['A', 'B', 'C', 'FOUND'].map((name, index) => [name, [...values, 'found'][index]]),
      );
      if (JSON.stringify({ ...plain() }, sortedKeys(now)) !== JSON.stringify(now, sortedKeys(now)))
        wrong.push(`${call}: an older Slipway finds ${JSON.stringify(plain())}`);
      if (process.calls < killAt) break;
    }
  }
  expect(wrong).toEqual([]);
});

const sortedKeys = (object: object) => Object.keys(object).sort();

it('of writers at the same time nobody loses anything, however their calls come between each other', async () => {
  const change = fc.oneof(
    fc.record({ set: fc.subarray(['A', 'B', 'C'], { minLength: 1 }) }),
    fc.record({ unset: fc.subarray(['A', 'B', 'C'], { minLength: 1 }) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(change, { minLength: 2, maxLength: 4 }),
      async (scheduler, changes) => {
        world = new SampleWorld();
        await writer().secrets.set('web', valuesOf({ A: 'before', B: 'before' }));
        const written = changes.map(async (wanted, index) => {
          const onCall = () => scheduler.schedule(Promise.resolve());
          const { secrets } = writer({ onCall }, `writer ${index}`);
          if ('unset' in wanted) return secrets.unset('web', wanted.unset);
          return secrets.set('web', new Map(wanted.set.map((name) => [name, `${name} of ${index}`])));
        });
        await scheduler.waitFor(Promise.all(written));

        const expected = new Map([
          ['A', 'before'],
          ['B', 'before'],
        ]);
        const entries = await configHistory(
          { store: world.store, ledger: new Ledger('staging', world.store) },
          { count: 100 },
        );
        for (const { by, why } of [...entries].reverse().slice(1)) {
          const index = Number(by.slice('writer '.length));
          const wanted = changes[index]!;
          if ('unset' in wanted) for (const name of wanted.unset) expected.delete(name);
          else for (const name of wanted.set) expected.set(name, `${name} of ${index}`);
          expect(why).toBe('unset' in wanted ? 'unset' : 'set');
        }
        // Each that set something is in once. To unset what is not set changes nothing.
        const sets = entries.filter(({ why, by }) => why === 'set' && by !== 'Ada').map(({ by }) => by);
        expect([...sets].sort()).toEqual(
          changes.flatMap((wanted, index) => ('set' in wanted ? [`writer ${index}`] : [])),
        );
        for (const name of ['A', 'B', 'C']) expect(await read(name)).toBe(expected.get(name));
        expect(plain()).toEqual(Object.fromEntries(expected));
        const { judged } = await lookAtSecrets(writer().place);
        expect(judged.filter(({ step }) => step !== 'none')).toEqual([]);
      },
    ),
    { numRuns: Math.ceil(60 / SWEEP_STEP) },
  );
});

describe('a plain parameter whose key is gone', () => {
  /** After a destroy by an older Slipway, which left the secrets and took the key. */
  const unreadable = ['KEY', 'OTHER'];

  beforeEach(() => {
    for (const name of unreadable) world.parameters.set(`${PATH}/${name}`, 1, 'lost');
    world.parameters.set(`${PATH}/FINE`, 1, 'fine');
    const { getParameters } = world.parameters.client;
    jest.spyOn(world.parameters.client, 'getParameters').mockImplementation(async (asked) => {
      const lost = asked.Names.some((name) => world.parameters.value(name) === 'lost');
      if (lost && asked.WithDecryption)
        throw Object.assign(new Error('pending deletion'), { name: 'InvalidKeyId' });
      return getParameters(asked);
    });
  });

  it('is told by name, with the ways on', async () => {
    await expect(writer().secrets.set('web', valuesOf({ NEW: 'new' }))).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(
        /^KEY, OTHER of web cannot be decrypted: .* npx slipway config set staging KEY OTHER\. .* config unset staging KEY OTHER$/,
      ),
    });
    expect(await log().latestNumber()).toBe(0);
  });

  it('is replaced by what is set, or removed', async () => {
    await writer().secrets.set('web', valuesOf({ KEY: 'new', OTHER: 'new, too' }));
    expect(plain()).toEqual({ KEY: 'new', OTHER: 'new, too', FINE: 'fine' });

    world.parameters.set(`${PATH}/KEY`, 9, 'lost');
    await writer().secrets.unset('web', ['KEY']);
    expect(plain()).toEqual({ OTHER: 'new, too', FINE: 'fine' });
  });
});

it('a plain parameter that is no secret yet becomes one', async () => {
  world.parameters.set(`${PATH}/KEY`, 1, 'plain text');
  const { putParameter } = world.parameters.client;
  const mismatch = Object.assign(new Error('no'), { name: 'HierarchyTypeMismatchException' });
  jest.spyOn(world.parameters.client, 'putParameter').mockImplementation(async (asked) => {
    if (asked.Name === `${PATH}/KEY` && world.parameters.value(asked.Name) === 'plain text') throw mismatch;
    return putParameter(asked);
  });
  await writer().secrets.set('web', valuesOf({ KEY: 'secret' }));

  expect(plain()).toEqual({ KEY: 'secret' });
  expect(await readConfig(writer().place)).toEqual({ web: { KEY: 2 } });
});

it('who has no right to read values can still look', async () => {
  await writer().secrets.set('web', valuesOf({ KEY: 'ours' }));
  world.parameters.set(`${PATH}/KEY`, 2, 'theirs');
  const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
  jest.spyOn(world.parameters.client, 'getParameters').mockRejectedValue(denied);

  expect(await readConfig(writer().place)).toEqual({ web: { KEY: 2 } });
  await expect(writer().secrets.settle()).rejects.toBe(denied);
});
