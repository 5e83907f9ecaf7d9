import { digestOf } from '@slipway/tool-release/testing';
import { buildVerb, imageVerb } from './image-verbs';
import { releasesVerb, showReleaseVerb } from './releases-verb';
import { SampleShip } from './sample-ship';

describe('the verbs that only look', () => {
  it('list the releases, newest first and as many as wanted, and show one', async () => {
    const ship = new SampleShip();
    for (const letter of 'ab') await ship.released(letter);
    const { options } = ship.options();

    expect((await releasesVerb('staging', 1, options)).map(({ version }) => version)).toEqual([2]);
    expect(await showReleaseVerb('staging', 1, options)).toMatchObject({ version: 1, state: 'superseded' });
    await expect(showReleaseVerb('staging', 9, options)).rejects.toMatchObject({ exitCode: 2 });
  });

  it('name the image of the workspace', async () => {
    const ship = new SampleShip();
    const told = async (json: boolean) => {
      const { options, results } = ship.options({ json });
      await imageVerb('staging', options);
      return results.join('\n');
    };

    expect(await told(false)).toMatch(/^inputs-1+\nnot in the registry$/);
    expect(JSON.parse(await told(true))).toMatchObject({ digest: null });
    ship.image.known = true;
    expect(await told(false)).toMatch(new RegExp(`\n${digestOf('a')}$`));
    expect(JSON.parse(await told(true))).toEqual({ tag: expect.any(String), digest: digestOf('a') });
  });

  it('a build is stopped by Ctrl-C', async () => {
    const ship = new SampleShip();
    const { options } = ship.options();
    const seen: (AbortSignal | undefined)[] = [];
    const world: typeof options.world = {
      ...options.world!,
      appImage: (open, given) => {
        seen.push(given.signal);
        expect(given.signal?.aborted).toBe(false);
        ship.press();
        return options.world!.appImage(open, given);
      },
    };
    await buildVerb('staging', { ...options, world });
    expect(seen.map((signal) => signal?.aborted)).toEqual([true]);
  });

  it('build prints the digest', async () => {
    const ship = new SampleShip();
    const plain = ship.options();
    await buildVerb('staging', plain.options);
    const json = ship.options({ json: true });
    await buildVerb('staging', json.options);

    expect(plain.results).toEqual([digestOf('a')]);
    expect(JSON.parse(json.results[0]!)).toMatchObject({ digest: digestOf('a'), built: true });
  });
});
