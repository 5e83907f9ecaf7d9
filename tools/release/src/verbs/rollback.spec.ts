import { readHold } from '../ledger/hold';
import { Ledger } from '../ledger/ledger';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { SWEEP_STEP } from '../sample/sweep';
import { configRelease } from './config-release';
import { release } from './release';
import { rollback } from './rollback';

let world: SampleWorld;

beforeEach(() => (world = new SampleWorld()));

async function releaseOf(letter: string) {
  const process = world.process();
  return release(world.request(letter), process.ports, process.tell);
}

async function rollbackTo(version?: number) {
  const process = world.process();
  return rollback(world.environment, version, process.ports, process.tell);
}

async function configured(reason: 'config' | 'infra' = 'config') {
  const process = world.process();
  return configRelease(world.environment, reason, process.ports, process.tell);
}

/** After how many calls a third release has asked ECS to roll. */
async function callsUntilRolling(): Promise<number> {
  for (let killAt = 1; ; killAt += SWEEP_STEP) {
    const trial = new SampleWorld();
    for (const letter of ['a', 'b']) {
      const process = trial.process();
      await release(trial.request(letter), process.ports, process.tell);
    }
    const dying = trial.process({ killAt });
    await release(trial.request('c'), dying.ports, dying.tell).catch(() => undefined);
    const latest = await new Ledger('staging', trial.store).read(3).catch(() => undefined);
    if (latest?.state === 'rolling' && Object.keys(latest.deployments).length > 0) return killAt;
  }
}

describe('rollback', () => {
  it('brings the image before back, with the newest template, and holds', async () => {
    await releaseOf('a');
    await releaseOf('b');
    const template = world.newTemplate('web');
    const record = await rollbackTo();

    expect(record).toMatchObject({
      version: 3,
      state: 'live',
      reason: 'rollback',
      images: { web: digestOf('a') },
      from: { environment: 'staging', version: 1 },
      templates: { web: template },
    });
    expect(await readHold(world.store)).toMatchObject({ by: 'Ada', why: 'rollback of v2 to v1' });
  });

  it('goes back from what a killed run left live', async () => {
    await releaseOf('a');
    await releaseOf('b');
    // It has begun to roll v3 by then; ECS brings that to its end without it.
    const dying = world.process({ killAt: await callsUntilRolling() });
    await expect(release(world.request('c'), dying.ports, dying.tell)).rejects.toThrow();
    expect(await rollbackTo()).toMatchObject({ version: 4, state: 'live', images: { web: digestOf('b') } });
  });

  it('passes over releases of the same image', async () => {
    await releaseOf('a');
    await releaseOf('b');
    world.parameters.set('/shop/staging/web/KEY', 1);
    await configured();

    expect((await rollbackTo()).from?.version).toBe(1);
  });

  it('goes to a release that is named, if it was live', async () => {
    await releaseOf('a');
    world.ecs.builds.set(digestOf('b'), 'crashes');
    await releaseOf('b');
    await releaseOf('c');

    await expect(rollbackTo(2)).rejects.toThrow('v2 was never live in "staging" (it is rolled_back)');
    await expect(rollbackTo(3)).rejects.toThrow('v3 is live in "staging" already');
    await expect(rollbackTo(9)).rejects.toThrow('has no release v9');
    expect((await rollbackTo(1)).images).toEqual({ web: digestOf('a') });
  });

  it('needs something to go back to', async () => {
    await expect(rollbackTo()).rejects.toMatchObject({ kind: 'refused' });
    await releaseOf('a');
    await expect(rollbackTo()).rejects.toThrow('No other image was ever live');
  });
});
