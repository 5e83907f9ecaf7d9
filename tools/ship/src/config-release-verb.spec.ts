import { digestOf } from '@slipway/tool-release/testing';
import { Ledger } from '@slipway/tool-release';
import { configReleaseVerb } from './config-release-verb';
import { SampleShip } from './sample-ship';

const versions = async (ship: SampleShip, name: string) =>
  (await new Ledger(name, ship.account(name).store).list()).map(
    ({ version, state }) => `v${version} ${state}`,
  );

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
