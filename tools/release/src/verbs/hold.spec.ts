import { liftHold, setHold } from '../ledger/hold';
import { SampleWorld } from '../sample/sample-world';
import { configRelease } from './config-release';
import { release } from './release';

let world: SampleWorld;

beforeEach(() => (world = new SampleWorld()));

async function releaseOf(letter: string) {
  const process = world.process();
  return release(world.request(letter), process.ports, process.tell);
}

async function configured(reason: 'config' | 'infra' = 'config') {
  const process = world.process();
  return configRelease(world.environment, reason, process.ports, process.tell);
}

describe('a hold', () => {
  beforeEach(async () => {
    await releaseOf('a');
    await setHold(world.store, { by: 'Grace', since: '2026-11-25T12:00:00.000Z', why: 'sale' });
  });

  it('refuses pushes, takes no number for them, and says how to lift it', async () => {
    await expect(releaseOf('b')).rejects.toMatchObject({ kind: 'held', exitCode: 22 });
    await expect(releaseOf('b')).rejects.toThrow('npx slipway unhold staging');
    expect(await world.ledger.list()).toHaveLength(1);
  });

  it('lets config through', async () => {
    world.parameters.set('/shop/staging/web/KEY', 1);

    expect(await configured()).toMatchObject({ state: 'live' });
  });

  it('stays that of who set it first, until it is lifted', async () => {
    const again = await setHold(world.store, { by: 'Ada', since: '2026-11-25T13:00:00.000Z', why: 'mine' });

    expect(again.by).toBe('Grace');
    expect((await liftHold(world.store))?.by).toBe('Grace');
    expect(await liftHold(world.store)).toBeUndefined();
    expect((await releaseOf('b')).state).toBe('live');
  });
});
