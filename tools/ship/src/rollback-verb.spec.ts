import { rollbackVerb } from './rollback-verb';
import { SampleShip } from './sample-ship';

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
