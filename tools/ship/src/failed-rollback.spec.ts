import { digestOf } from '@slipway/tool-release/testing';
import { unholdVerb } from './hold-verbs';
import { rollbackVerb } from './rollback-verb';
import { SampleShip } from './sample-ship';

/** prod runs b and ran a before. */
async function twoReleases(): Promise<SampleShip> {
  const ship = new SampleShip({ prod: 'production' });
  for (const letter of 'ab') await ship.released(letter, 'prod');
  return ship;
}

describe('a rollback that fails', () => {
  const failing = async () => {
    const ship = await twoReleases();
    ship.account('prod').ecs.builds.set(digestOf('a'), 'crashes');
    const { options, text } = ship.options();
    return { ship, text, shipped: await rollbackVerb('prod', { ...options, yes: true }) };
  };

  it('says that the hold stays, by a reason that is true', async () => {
    const { text, shipped } = await failing();

    expect(shipped.record).toMatchObject({ state: 'rolled_back', reason: 'rollback' });
    expect(text()).toContain(
      '"prod" is held (rollback of v2 to v1): pushes and promotions wait. To lift that: npx slipway unhold prod',
    );
  });

  it('is silent of a hold that there is not', async () => {
    const ship = await twoReleases();
    const { options, text } = ship.options();
    await rollbackVerb('prod', { ...options, yes: true });
    await unholdVerb('prod', options);
    ship.account('prod').registry.images.delete(digestOf('b'));
    const { record } = await rollbackVerb('prod', { ...options, yes: true, version: 2 });

    expect(record).toMatchObject({ state: 'failed', cause: { kind: 'refused' } });
    expect(text()).not.toContain('is held');
  });
});
