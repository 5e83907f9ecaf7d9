import { digestOf } from '@slipway/tool-release/testing';
import { Ledger } from '@slipway/tool-release';
import { holdVerb, unholdVerb } from './hold-verbs';
import { releaseVerb } from './release-verb';
import { SampleShip } from './sample-ship';

const versions = async (ship: SampleShip, name: string) =>
  (await new Ledger(name, ship.account(name).store).list()).map(
    ({ version, state }) => `v${version} ${state}`,
  );

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
