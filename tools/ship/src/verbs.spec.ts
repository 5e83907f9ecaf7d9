import { digestOf } from '@slipway/tool-release/testing';
import { Ledger, release } from '@slipway/tool-release';
import { configReleaseVerb } from './config-release-verb';
import { holdVerb, unholdVerb } from './hold-verbs';
import { promoteVerb } from './promote-verb';
import { releaseVerb } from './release-verb';
import { rollbackVerb } from './rollback-verb';
import { SampleShip } from './sample-ship';

const TIERS = { staging: 'staging', prod: 'production' } as const;

/** staging runs b and ran a before; so did prod. */
async function twoReleases(): Promise<SampleShip> {
  const ship = new SampleShip(TIERS);
  for (const name of ['staging', 'prod'] as const)
    for (const letter of 'ab') await ship.released(letter, name);
  return ship;
}

const versions = async (ship: SampleShip, name: string) =>
  (await new Ledger(name, ship.account(name).store).list()).map(
    ({ version, state }) => `v${version} ${state}`,
  );

/** The verbs that ask, each ready to do something. */
const ASKING = {
  promote: {
    run: (options: Parameters<typeof rollbackVerb>[1]) =>
      promoteVerb('prod', { ...options, source: 'staging' }),
    name: 'prod',
    line: 'npx slipway promote prod --from staging -y',
    question: 'Promote v3 of "staging" to "prod"?',
    prepare: async () => {
      const ship = await twoReleases();
      await ship.released('c', 'staging');
      return ship;
    },
  },
  rollback: {
    run: (options: Parameters<typeof rollbackVerb>[1]) => rollbackVerb('prod', options),
    name: 'prod',
    line: 'npx slipway rollback prod -y',
    question: 'Roll "prod" back to v1?',
    prepare: twoReleases,
  },
} as const;

describe.each(Object.entries(ASKING))('consent to %s', (_, { run, name, line, question, prepare }) => {
  it('is asked for, and a yes ships', async () => {
    const ship = await prepare();
    const { options } = ship.options({ interactive: true });

    expect(await run(options)).toMatchObject({ exitCode: 0, record: { state: 'live', version: 3 } });
    expect(ship.asked).toEqual([question]);
  });

  it('is needed: a no changes nothing', async () => {
    const ship = await prepare();
    ship.answer = false;
    const before = await versions(ship, name);

    await expect(run(ship.options({ interactive: true }).options)).rejects.toMatchObject({ exitCode: 14 });
    expect(await versions(ship, name)).toEqual(before);
  });

  it('is given by -y', async () => {
    const ship = await prepare();

    expect(await run(ship.options({ yes: true }).options)).toMatchObject({ record: { state: 'live' } });
    expect(ship.asked).toEqual([]);
  });

  it('fails before anything is read where nobody can answer', async () => {
    const ship = await prepare();
    const { options, notes } = ship.options();

    await expect(run(options)).rejects.toMatchObject({
      exitCode: 14,
      message: expect.stringContaining(line),
    });
    expect(ship.asked).toEqual([]);
    expect(notes.join('\n')).not.toContain('v3');
  });

  it('is not needed for a dry run, which changes nothing', async () => {
    const ship = await prepare();
    const before = await versions(ship, name);
    const { options, text } = ship.options();
    const dry = { ...options, dryRun: true };

    const result = await run(dry);
    expect(result).toMatchObject({ record: undefined, exitCode: 0, preview: expect.any(Object) });
    expect(ship.asked).toEqual([]);
    expect(await versions(ship, name)).toEqual(before);
    expect(text()).not.toBe('');
  });

  it('shows nothing but JSON where that is asked for', async () => {
    const ship = await prepare();
    const { options, notes, results } = ship.options({ json: true, yes: true });

    await run(options);
    expect(notes).toEqual([]);
    expect(results.map((text) => JSON.parse(text) as object)).toEqual([
      expect.objectContaining({ state: 'live' }),
    ]);
  });
});

describe('rollback with the secrets of a release', () => {
  /** staging ran a with KEY@1, and runs b with KEY@2. */
  async function changed(): Promise<SampleShip> {
    const ship = new SampleShip();
    for (const [letter, version] of [
      ['a', 1],
      ['b', 2],
    ] as const) {
      ship.account().parameters.set('/shop/staging/web/KEY', version);
      await ship.released(letter);
    }
    return ship;
  }

  it('says what differs and how to have it back, and leaves it without', async () => {
    const ship = await changed();
    const { options, text } = ship.options({ yes: true });

    const { record, preview } = await rollbackVerb('staging', options);
    expect(record).toMatchObject({ state: 'live', config: { web: { KEY: 2 } } });
    expect(preview).toMatchObject({ withConfig: false, config: [{ service: 'web', names: ['KEY'] }] });
    expect(text()).toMatch(/--with-config it would change to\n.*what v1 had:\n.*web: KEY/);
  });

  it('brings them back when asked, and prints the line for a pipeline with it', async () => {
    const ship = await changed();
    const withConfig = { ...ship.options({ yes: true }).options, withConfig: true };

    await expect(rollbackVerb('staging', { ...ship.options().options, withConfig: true })).rejects.toThrow(
      'npx slipway rollback staging --with-config -y',
    );
    expect((await rollbackVerb('staging', withConfig)).record).toMatchObject({
      state: 'live',
      config: { web: { KEY: 1 } },
      configOf: 1,
    });
  });
});

describe('what a killed run left', () => {
  async function orphaned(): Promise<SampleShip> {
    const ship = await twoReleases();
    const world = ship.account('prod');
    const run = world.process({ killAt: 40 });
    const { environment } = await ship.open('prod');
    const request = { ...world.request('c'), environment };
    await release(request, run.ports, run.tell).catch(() => undefined);
    expect((await versions(ship, 'prod'))[0]).not.toMatch(/live|failed|rolled/);
    return ship;
  }

  it.each(Object.entries(ASKING))('is settled before %s asks, and said', async (_, { run }) => {
    const ship = await orphaned();
    const { options, notes } = ship.options({ interactive: true });
    const seen: { readonly notes: string; readonly states: readonly string[] }[] = [];
    const no = async () => {
      seen.push({ notes: notes.join('\n'), states: await versions(ship, 'prod') });
      return false;
    };
    await run({ ...options, prompt: { ...options.prompt, confirm: no } }).catch(() => undefined);

    expect(seen).toHaveLength(1);
    expect(seen[0]?.notes).toContain('v3 was left');
    expect(seen[0]?.states.find((each) => each.startsWith('v3'))).toMatch(/live|failed|rolled|supers/);
  });

  it.each(Object.entries(ASKING))('is left alone by a dry run of %s', async (_, { run }) => {
    const ship = await orphaned();
    const before = await versions(ship, 'prod');
    const { options } = ship.options();
    await run({ ...options, dryRun: true } as typeof options).catch(() => undefined);

    expect(await versions(ship, 'prod')).toEqual(before);
  });
});

describe('release', () => {
  it('builds the app, shows the preview, and releases it as what is checked out', async () => {
    const ship = new SampleShip();
    const { options, notes } = ship.options();

    expect(await releaseVerb('staging', options)).toMatchObject({
      exitCode: 0,
      record: { state: 'live', images: { web: digestOf('a') }, commit: { sha: 'a'.repeat(40) } },
    });
    expect(ship.did).toEqual(['image']);
    expect(ship.kept).toEqual(['staging']);
    expect(notes.join('\n')).toContain('Change a');
  });

  it('says that files differ from the commit', async () => {
    const ship = new SampleShip();
    ship.dirty = true;

    const { record } = await releaseVerb('staging', ship.options().options);
    expect(record?.commit?.message).toBe('(local changes) Change a');
  });

  it('shows them in the preview, also where no commit comes', async () => {
    const ship = new SampleShip();
    await ship.released('a');
    const commits = async () => {
      const { options, text } = ship.options();
      await releaseVerb('staging', options);
      return text()
        .split('\n')
        .find((line) => /^ *commits /.test(line));
    };

    ship.dirty = true;
    expect(await commits()).toContain('aaaaaaa (local changes) Change a');
  });

  it('takes an image that was pushed, without a build and as its own commit', async () => {
    const ship = new SampleShip();
    ship.dirty = true;

    const image = digestOf('b');
    const { record } = await releaseVerb('staging', { ...ship.options().options, image });
    expect(record).toMatchObject({ images: { web: image }, commit: { message: 'Change a' } });
    expect(ship.did).toEqual([]);
  });

  it('refuses a commit that this clone does not have', async () => {
    const ship = new SampleShip();
    const wrong = { ...ship.options().options, image: digestOf('b'), commit: 'f'.repeat(40) };

    await expect(releaseVerb('staging', wrong)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('Nothing was released.'),
    });
    expect(await versions(ship, 'staging')).toEqual([]);
  });

  it('builds nothing while the environment is held, and goes through after unhold', async () => {
    const ship = new SampleShip();
    const { options } = ship.options();
    expect(await holdVerb('staging', 'a fair', options)).toEqual({
      why: 'a fair',
      by: 'Ada',
      since: '2026-11-25T12:00:00.000Z',
    });

    await expect(releaseVerb('staging', options)).rejects.toMatchObject({ exitCode: 22 });
    expect(ship.did).toEqual([]);
    expect(await unholdVerb('staging', options)).toMatchObject({ why: 'a fair' });
    expect(await unholdVerb('staging', options)).toBeUndefined();
    expect(await releaseVerb('staging', options)).toMatchObject({ exitCode: 0 });
  });

  it('ends with 20 when the build does not get healthy, and keeps what was live', async () => {
    const ship = new SampleShip();
    await ship.released('b');
    ship.account().ecs.builds.set(digestOf('a'), 'crashes');

    expect(await releaseVerb('staging', ship.options().options)).toMatchObject({
      exitCode: 20,
      record: { state: 'rolled_back' },
    });
    expect(await versions(ship, 'staging')).toEqual(['v2 rolled_back', 'v1 live']);
  });

  it('undoes what it began at the first Ctrl-C, and leaves at the second', async () => {
    const ship = new SampleShip();
    await ship.released('b');
    ship.account().ecs.builds.set(digestOf('a'), 'hangs');
    let sleeps = 0;
    ship.process = { onCall: (call) => void (call === 'sleep' && ++sleeps === 3 && ship.press()) };
    const { options, notes } = ship.options();

    expect(await releaseVerb('staging', options)).toMatchObject({ exitCode: 130 });
    expect(notes.join('\n')).toContain('undoing what this release began');
    expect((await versions(ship, 'staging'))[1]).toBe('v1 live');
    expect(ship.did).not.toContain('left');

    sleeps = 0;
    ship.process = {
      onCall: (call) => void (call === 'sleep' && ++sleeps === 3 && [ship.press(), ship.press()]),
    };
    await releaseVerb('staging', options);
    expect(ship.did).toContain('left');
  });

  it('leaves standard output to the record where JSON is asked for', async () => {
    const ship = new SampleShip();
    const { options, notes, results } = ship.options({ json: true });
    await releaseVerb('staging', options);

    expect(notes).toEqual([]);
    expect(results.map((text) => JSON.parse(text) as object)).toEqual([
      expect.objectContaining({ version: 1, state: 'live' }),
    ]);
  });
});

describe('a release of changed configuration', () => {
  it('does nothing before the first release', async () => {
    const ship = new SampleShip();

    expect(await configReleaseVerb('staging', 'config', ship.options().options)).toEqual({
      record: undefined,
      exitCode: 0,
    });
  });

  it('does nothing, and shows nothing, while nothing has changed', async () => {
    const ship = new SampleShip();
    await ship.released('a');
    const { options, notes } = ship.options();
    await configReleaseVerb('staging', 'config', options);

    expect(await versions(ship, 'staging')).toEqual(['v1 live']);
    expect(notes.join('\n')).not.toContain('variables');
  });

  it('ships a changed parameter with the image that is live', async () => {
    const ship = new SampleShip();
    await ship.released('a');
    ship.account().parameters.set('/shop/staging/web/KEY', 1);
    const { options, notes } = ship.options();

    expect(await configReleaseVerb('staging', 'config', options)).toMatchObject({
      record: { state: 'live', reason: 'config', images: { web: digestOf('a') } },
    });
    expect(notes.join('\n')).toContain('KEY');
  });
});
