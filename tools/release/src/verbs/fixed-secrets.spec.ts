import type { ServiceSpec } from '@slipway/core';
import { keyOf } from '../ledger/ledger';
import { readConfig, readSecret } from '../secrets/read-config';
import { Secrets } from '../secrets/secrets';
import { digestOf, SampleWorld } from '../sample/sample-world';
import { Killed, type ProcessOptions } from '../sample/sample-process';
import { SWEEP_STEP } from '../sample/sweep';
import { KEEP_RELEASES } from '../record/keep-releases';
import { KEEP_DAYS } from '../secrets/prunable-secrets';
import { configRelease } from './config-release';
import { release } from './release';
import { rollback } from './rollback';
import { settle } from './settle';

jest.setTimeout(60_000);

const PATH = '/shop/staging/web';
const WEB: ServiceSpec = { scaling: { min: 2 } };

let world: SampleWorld;
beforeEach(() => (world = new SampleWorld(WEB)));

const place = () => ({ environment: world.environment, ...world.process().ports });

function set(entries: { readonly [name: string]: string }) {
  const secrets = new Secrets({ ...place(), by: 'Ada', now: () => world.time });
  return secrets.set('web', new Map(Object.entries(entries)));
}

function releaseOf(letter: string) {
  const { ports, tell } = world.process();
  return release(world.request(letter), ports, tell);
}

function back(version: number, withConfig: boolean, options: ProcessOptions = {}) {
  const { ports, tell } = world.process(options);
  return rollback(world.environment, version, ports, tell, { withConfig });
}

const values = () => world.ecs.running('web').map(({ secrets }) => secrets['KEY']);
const key = () => readSecret(place(), 'web', 'KEY');

describe('a task', () => {
  it('that is started by scaling after a secret was set without a release still has the old value', async () => {
    await set({ KEY: 'old' });
    await releaseOf('a');
    await set({ KEY: 'new' });
    world.ecs.services.get('web')!.desired = 3;
    await world.pass(10_000);
    expect(values()).toEqual(['old', 'old', 'old']);

    const { ports, tell } = world.process();
    expect(await configRelease(world.environment, 'config', ports, tell)).toMatchObject({
      config: { web: { KEY: 2 } },
      configChange: 2,
    });
    expect(values()).toEqual(['new', 'new', 'new']);
  });

  it('that dies between the change and the roll comes back with the value of its release', async () => {
    await set({ KEY: 'old' });
    await releaseOf('a');
    await set({ KEY: 'new' });
    world.ecs.builds.set(digestOf('b'), 'crashes');

    expect(await releaseOf('b')).toMatchObject({ state: 'rolled_back', config: { web: { KEY: 2 } } });
    expect(values()).toEqual(['old', 'old']);
  });
});

describe('a rollback', () => {
  beforeEach(async () => {
    await set({ KEY: 'one' });
    await releaseOf('a');
    await set({ KEY: 'two', NEW: 'x' });
    await releaseOf('b');
  });

  it('runs old code with what is set', async () => {
    expect(await back(1, false)).toMatchObject({ state: 'live', config: { web: { KEY: 2, NEW: 1 } } });
    expect(values()).toEqual(['two', 'two']);
  });

  it('with its config runs what that release ran, which is then what is set, for older Slipways too', async () => {
    expect(await back(1, true)).toMatchObject({ state: 'live', config: { web: { KEY: 1 } }, configOf: 1 });

    expect(values()).toEqual(['one', 'one']);
    expect(await readConfig(place())).toEqual({ web: { KEY: 1 } });
    expect(world.parameters.value(`${PATH}/KEY`)).toBe('one');
    expect(world.parameters.value(`${PATH}/NEW`)).toBeUndefined();
    const { ports, tell } = world.process();
    expect(await configRelease(world.environment, 'config', ports, tell)).toBeUndefined();
  });

  it('with its config that fails leaves what is set', async () => {
    world.ecs.builds.set(digestOf('a'), 'crashes');

    expect((await back(1, true)).state).toBe('rolled_back');
    expect(values()).toEqual(['two', 'two']);
    expect(await key()).toBe('two');
  });

  it('with its config keeps what somebody sets meanwhile', async () => {
    let done = false;
    const onCall = async (call: string) => {
      if (call !== 'ecs.updateService' || done) return;
      done = true;
      await set({ KEY: 'three' });
    };

    expect((await back(1, true, { onCall })).state).toBe('live');
    expect(values()).toEqual(['one', 'one']);
    expect(await readConfig(place())).toEqual({ web: { KEY: 3 } });
  });

  it('with its config that is killed at any call ends with both of one release', async () => {
    const wrong: string[] = [];
    for (let killAt = 1; ; killAt += SWEEP_STEP) {
      world = new SampleWorld(WEB);
      await set({ KEY: 'one' });
      await releaseOf('a');
      await set({ KEY: 'two' });
      await releaseOf('b');
      const dying = world.process({ killAt });
      await rollback(world.environment, 1, dying.ports, dying.tell, { withConfig: true }).catch(
        (error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        },
      );
      const { ports, tell } = world.process();
      await settle(world.environment, ports, tell);
      const live = await world.ledger.live();
      const expected = live?.images['web'] === digestOf('a') ? 'one' : 'two';
      const found = [...values(), await key()];
      if (found.some((value) => value !== expected))
        wrong.push(`call ${killAt} (${dying.made.at(-1)}): ${found.join()}, not ${expected}`);
      if (dying.calls < killAt) break;
    }
    expect(wrong).toEqual([]);
  });

  it('with its config is refused for a release of an older Slipway', async () => {
    const { configChange: _, ...old } = await world.ledger.read(1);
    world.store.put(keyOf(1), JSON.stringify(old));

    await expect(back(1, true)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^v1 was released by an older Slipway.*rollback staging v1$/),
    });
    expect((await back(1, false)).state).toBe('live');
  });

  it('with its config is refused when it lacks what the environment requires now', async () => {
    const { web } = world.environment.services;
    const environment = { ...world.environment, services: { web: { ...web!, secrets: ['NEW'] } } };
    const { ports, tell } = world.process();

    expect((await rollback(environment, 1, ports, tell, { withConfig: true })).cause?.words).toBe(
      'web needs NEW now, which v1 did not have. Roll back without --with-config.',
    );
  });

  it('with its config is refused when a value is gone', async () => {
    world.parameters.delete(`${PATH}/KEY/v1`);

    expect((await back(1, true)).cause?.words).toBe(
      `${PATH}/KEY/v1 is no longer in SSM, so v1 cannot come back with its secrets. Roll back without --with-config: it then runs with those that are set.`,
    );
    expect(values()).toEqual(['two', 'two']);
  });
});

it('a value that somebody removed by hand is told before anything is touched', async () => {
  await set({ KEY: 'one' });
  world.parameters.delete(`${PATH}/KEY/v1`);

  expect(await releaseOf('a')).toMatchObject({
    state: 'failed',
    cause: {
      kind: 'refused',
      words: `${PATH}/KEY/v1 is no longer in SSM: somebody removed it by hand. Set again with: npx slipway config set staging KEY`,
    },
  });
  await set({ KEY: 'two' });
  expect((await releaseOf('a')).state).toBe('live');
});

it('a value whose key is gone is told before anything is touched', async () => {
  world.parameters.set(`${PATH}/KEY`, 1);
  const gone = Object.assign(new Error('pending deletion'), { name: 'InvalidKeyId' });
  jest.spyOn(world.parameters.client, 'getParameters').mockRejectedValue(gone);

  expect(await releaseOf('a')).toMatchObject({
    state: 'failed',
    cause: {
      kind: 'refused',
      words: expect.stringMatching(/^KEY of web cannot be decrypted: .*Set it again, in one command: npx/),
    },
  });
});

it('values stay as long as a release that can come back ran with them, and go then', async () => {
  const versions = () => world.parameters.names().filter((name) => /\/v\d+$/.test(name));
  await set({ KEY: 'one', GONE: 'x' });
  await releaseOf('a');
  await new Secrets({ ...place(), by: 'Ada', now: () => world.time }).unset('web', ['GONE']);
  await set({ KEY: 'never released' });
  await set({ KEY: 'three' });
  const young = versions();
  await releaseOf('b');
  expect(versions()).toEqual(young);

  world.time += KEEP_DAYS * 86_400_000;
  await releaseOf('b');
  expect(versions()).toEqual([`${PATH}/GONE/v1`, `${PATH}/KEY/v1`, `${PATH}/KEY/v3`]);
  // Until now v1 is one of the newest that were live: it can come back whole.
  for (let live = 3; live < KEEP_RELEASES; live++) await releaseOf('b');
  expect((await back(1, true)).state).toBe('live');
  await set({ KEY: 'four' });
  await world.store.remove('hold.json');
  for (let more = 0; more <= KEEP_RELEASES; more++) await releaseOf('b');
  // v1 brought it back.
  expect(versions()).toEqual([`${PATH}/GONE/v1`, `${PATH}/KEY/v4`]);
  expect(values()).toEqual(['four', 'four']);
  expect((await back(1, true)).cause?.words).toContain('no longer in SSM');
  expect((await back(1, false)).state).toBe('live');
});

it('a release does not fail when old values cannot be removed', async () => {
  await set({ KEY: 'one' });
  await set({ KEY: 'two' });
  world.time += KEEP_DAYS * 86_400_000;
  const denied = Object.assign(new Error('It is not allowed.'), { name: 'AccessDeniedException' });
  jest.spyOn(world.parameters.client, 'deleteParameters').mockRejectedValueOnce(denied);
  const process = world.process();

  expect((await release(world.request('a'), process.ports, process.tell)).state).toBe('live');
  expect(process.notes).toEqual([
    expect.stringMatching(/^Old values of secrets were not removed: .* The next release tries again\.$/s),
  ]);
});
