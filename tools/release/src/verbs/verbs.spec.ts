import { liftHold, readHold, setHold } from '../ledger/hold';
import { Ledger } from '../ledger/ledger';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { refusal } from '../sample/sample-ecs';
import { configRelease } from './config-release';
import { promote } from './promote';
import { release } from './release';
import { rollback } from './rollback';
import { status } from './status';

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

it('lets one of 20 releases run', async () => {
  const started = await Promise.allSettled(Array.from({ length: 20 }, () => releaseOf('a')));

  expect(started.filter((each) => each.status === 'fulfilled')).toMatchObject([
    { value: { version: 1, state: 'live' } },
  ]);
  for (const each of started)
    if (each.status === 'rejected') expect(each.reason).toMatchObject({ kind: 'locked' });
});

/** After how many calls a third release has asked ECS to roll. */
async function callsUntilRolling(): Promise<number> {
  for (let killAt = 1; ; killAt++) {
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

describe('a config release', () => {
  it('is not made when nothing changed, nor before the first release', async () => {
    expect(await configured()).toBeUndefined();
    await releaseOf('a');
    expect(await configured()).toBeUndefined();
  });

  it('ships a changed parameter with the same image, once', async () => {
    await releaseOf('a');
    world.parameters.set('/shop/staging/web/KEY', 3);

    expect(await configured()).toMatchObject({
      reason: 'config',
      images: { web: digestOf('a') },
      config: { web: { KEY: 3 } },
    });
    expect(await configured()).toBeUndefined();
  });

  it('ships a newer template', async () => {
    await releaseOf('a');
    const template = world.newTemplate('web');

    expect(await configured('infra')).toMatchObject({
      templates: { web: template },
      commit: { message: 'Change a' },
    });
  });
});

describe('promote', () => {
  const production = () => new SampleWorld();

  it('takes the live release of the source, by digest, with its commit', async () => {
    await releaseOf('a');
    const target = production();
    const process = target.process();
    const record = await promote(
      { environment: 'staging', store: world.store },
      target.environment,
      process.ports,
      process.tell,
    );

    expect(record).toMatchObject({
      state: 'live',
      reason: 'promote',
      images: { web: digestOf('a') },
      commit: { message: 'Change a' },
      from: { environment: 'staging', version: 1 },
    });
  });

  it('refuses what was never live', async () => {
    world.ecs.builds.set(digestOf('a'), 'crashes');
    await releaseOf('a');
    const target = production();
    const { ports, tell } = target.process();
    const take = (version?: number) =>
      promote({ environment: 'staging', store: world.store, version }, target.environment, ports, tell);

    await expect(take(1)).rejects.toThrow('v1 was never live in "staging" (it is failed)');
    await expect(take()).rejects.toThrow('Nothing is live in "staging"');
    expect(await target.ledger.list()).toEqual([]);
  });

  it('lets one of two run', async () => {
    await releaseOf('a');
    const target = production();
    const both = await Promise.allSettled(
      [target.process(), target.process()].map(({ ports, tell }) =>
        promote({ environment: 'staging', store: world.store }, target.environment, ports, tell),
      ),
    );

    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('status', () => {
  it('shows what is live, and what is newer', async () => {
    await releaseOf('a');
    world.newTemplate('web');
    const found = await status(world.environment, world.process().ports);

    expect(found).toMatchObject({
      live: { version: 1 },
      orphaned: false,
      newer: { template: ['web'], config: [] },
    });
    expect(found.running).toBeUndefined();
    expect(found.services).toMatchObject([{ service: 'web', desiredCount: 2, asReleased: true }]);
  });

  it('shows the last try when it did not get live', async () => {
    await releaseOf('a');
    expect((await status(world.environment, world.process().ports)).failed).toBeUndefined();
    world.ecs.builds.set(digestOf('b'), 'crashes');
    await releaseOf('b');

    expect(await status(world.environment, world.process().ports)).toMatchObject({
      live: { version: 1 },
      failed: { version: 2, state: 'rolled_back' },
    });
  });

  it('names a service that is not there any more', async () => {
    expect((await status(world.environment, world.process().ports)).servicesGone).toEqual([]);
    world.ecs.services.delete('web');
    expect((await status(world.environment, world.process().ports)).servicesGone).toEqual(['web']);
  });

  it('names what another tool deregistered', async () => {
    const { taskDefinitions } = await releaseOf('a');
    const look = async () => (await status(world.environment, world.process().ports)).services[0];
    expect(await look()).not.toHaveProperty('definitionGone');

    const arn = taskDefinitions['web'] ?? '';
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    Object.assign(world.ecs.definitions.get(arn)!, { status: 'INACTIVE' });
    expect(await look()).toMatchObject({ definitionGone: name, asReleased: true });
    world.ecs.definitions.delete(arn);
    expect(await look()).toMatchObject({ definitionGone: name });
  });

  it('shows a release whose run is gone', async () => {
    const dying = world.process({ onCall: (call) => void (call === 'ecs.updateService' && dying.kill()) });
    await expect(release(world.request('a'), dying.ports, dying.tell)).rejects.toThrow();

    expect(await status(world.environment, world.process().ports)).toMatchObject({
      running: { version: 1, state: 'rolling' },
      orphaned: true,
    });
  });
});

it('is not failed by who listens', async () => {
  const { ports } = world.process();
  const record = await release(world.request('a'), ports, () => {
    throw new Error('Slack is down');
  });

  expect(record.state).toBe('live');
});

describe('trouble with AWS in the middle of the watch', () => {
  it('of the network is waited for', async () => {
    const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    let refused = 0;
    const process = world.process({
      onCall: (call) => {
        if (call === 'balancers.describeTargetHealth' && refused++ < 20) throw gone;
      },
    });
    const record = await release(world.request('a'), process.ports, process.tell);

    expect(record.state).toBe('live');
    expect(process.notes).toContain('AWS cannot be reached; still trying. ECS goes on meanwhile.');
  });

  it('of S3 is waited for, too', async () => {
    let refused = 0;
    const process = world.process({
      onCall: (call) => {
        if (call === 'store.replace' && refused++ < 20)
          throw refusal('SlowDown', 'Please reduce your request rate');
      },
    });

    expect((await release(world.request('a'), process.ports, process.tell)).state).toBe('live');
  });

  it('of credentials ends the run, and the next verb settles the release', async () => {
    const process = world.process({
      onCall: (call) => {
        if (call === 'balancers.describeTargetHealth')
          throw refusal('ExpiredTokenException', 'The token has expired');
      },
    });
    await expect(release(world.request('a'), process.ports, process.tell)).rejects.toMatchObject({
      kind: 'credentials',
    });
    await world.pass(31_000);
    const next = world.process({ host: 'runner' });
    await release(world.request('b'), next.ports, next.tell);

    expect((await world.ledger.list()).map(({ version, state }) => `v${version} ${state}`)).toEqual([
      'v2 live',
      'v1 superseded',
    ]);
  });
});
