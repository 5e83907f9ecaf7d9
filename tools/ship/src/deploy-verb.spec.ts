import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tier } from '@slipway/core';
import { digestOf } from '@slipway/tool-release/testing';
import { asCalled, Failure } from '@slipway/tool-terminal';
import { deployVerb } from './deploy-verb';
import { destroyVerb } from './destroy-verb';
import { SampleShip } from './sample-ship';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-ship-'));
  mkdirSync(join(workspace, 'environments/staging'), { recursive: true });
  writeFileSync(join(workspace, 'environments/staging/environment.ts'), '');
});
afterEach(() => rmSync(workspace, { recursive: true }));

function shipTo(tier: Tier, cloud: 'aws' | 'embedded' = 'embedded') {
  const ship = new SampleShip({ staging: tier });
  ship.cloud = cloud;
  return { ship, ...ship.options({ workspace, embedded: cloud === 'embedded' }) };
}

describe('deploy', () => {
  it('releases the app itself to a disposable environment of the embedded cloud', async () => {
    const { ship, options, notes } = shipTo('disposable');

    expect(await deployVerb('staging', options)).toMatchObject({
      exitCode: 0,
      record: { state: 'live', reason: 'push', images: { web: digestOf('a') } },
      result: { changed: true },
    });
    expect(new Set(ship.did)).toEqual(new Set(['deploy staging', 'build', 'image']));
    expect(notes.join('\n')).toContain('Change a');
  });

  it.each([
    ['disposable', 'aws'],
    ['staging', 'embedded'],
    ['production', 'embedded'],
    ['production', 'aws'],
  ] as const)('leaves the first release of %s on %s to people', async (tier, cloud) => {
    const { ship, options, notes } = shipTo(tier, cloud);

    const shipped = asCalled(options, () => deployVerb('staging', options));
    expect(await shipped).toMatchObject({ record: undefined, exitCode: 0 });
    expect(ship.did).not.toContain('image');
    expect(notes).toEqual([
      `Nothing is released to "staging" yet. First: npx slipway release staging${cloud === 'embedded' ? ' --embedded' : ''}`,
    ]);
    expect(ship.account().store.body('applied.json')).toBe(JSON.stringify(ship.describedAs()));
  });

  it('builds only on the embedded cloud, and nothing that the registry has', async () => {
    const aws = shipTo('staging', 'aws');
    await deployVerb('staging', aws.options);
    expect(aws.ship.did).toEqual(['deploy staging']);

    const known = shipTo('disposable');
    known.ship.image.known = true;
    await deployVerb('staging', known.options);
    expect(known.ship.did).toEqual(['deploy staging', 'image']);
  });

  it('ships what it changed with the image that is live', async () => {
    const { ship, options } = shipTo('disposable');
    await ship.released('b');
    const world = ship.account();
    world.newTemplate('web');

    expect(await deployVerb('staging', options)).toMatchObject({
      record: { reason: 'infra', state: 'live', images: { web: digestOf('b') } },
    });
    expect(ship.did).not.toContain('image');
  });

  it('opens what lives already once, and sees what the deploy made of it', async () => {
    const { ship, options } = shipTo('staging', 'aws');
    await ship.released('b');
    await ship.noted();
    const web = ship.account().environment.services['web']!;
    ship.edited = { services: { web: { ...web, scaling: { ...web.scaling, max: 9 } } } };
    const change = { actions: ['update'], before: {}, after: {} };
    ship.plan = {
      resource_changes: [{ address: 'aws_lb.x', type: 'aws_lb', name: 'x', mode: 'managed', change }],
    };
    ship.account().newTemplate('web');
    ship.opened.length = 0;

    await deployVerb('staging', options);
    expect(ship.opened).toEqual(['staging', 'staging again', 'staging again']);
    expect([...ship.account().ranges.values()]).toEqual(['2 to 9']);
  });

  it('opens what was not there only after it is', async () => {
    const { ship, options } = shipTo('staging', 'aws');
    await deployVerb('staging', options);
    expect(ship.opened).toEqual(['staging']);
  });

  it('does nothing but plan on a dry run', async () => {
    const { ship, options } = shipTo('disposable');

    expect(await deployVerb('staging', { ...options, dryRun: true })).toMatchObject({ record: undefined });
    expect(ship.did).toEqual(['deploy staging dry']);
    expect(ship.account().store.body('applied.json')).toBe('');
  });

  describe('of a folder that is no git repository', () => {
    function unpacked(tier: 'disposable' | 'staging') {
      const { ship, options } = shipTo(tier, 'embedded');
      ship.inGit = false;
      const synthesize = async () => ({ environment: (await ship.open('staging')).environment }) as never;
      return { ship, options: { ...options, world: { ...options.world!, synthesize } } };
    }

    it('is refused before anything is done where it would release the app', async () => {
      const { ship, options } = unpacked('disposable');

      await expect(deployVerb('staging', options)).rejects.toMatchObject({
        kind: 'usage',
        message: expect.stringMatching(/not a git repository.*Nothing was deployed\.\n.*git init/s),
      });
      expect(ship.did).toEqual([]);
    });

    it('goes on where people release, and where a release is live', async () => {
      const staging = unpacked('staging');
      await deployVerb('staging', staging.options);
      expect(staging.ship.did).toContain('deploy staging');

      const live = unpacked('disposable');
      await live.ship.released('b');
      await deployVerb('staging', live.options);
      expect(live.ship.did).toContain('deploy staging');
    });
  });

  it('ends with what Terraform failed with, and releases nothing', async () => {
    const { ship, options } = shipTo('disposable');
    ship.deployed = new Failure('stateNotSaved', 'Failed to persist state');

    await expect(deployVerb('staging', options)).rejects.toMatchObject({ exitCode: 12 });
    expect(ship.did).not.toContain('image');
    expect(ship.account().store.body('applied.json')).toBe('');
  });

  it('builds meanwhile also before there is a registry to look into', async () => {
    const { ship, options } = shipTo('disposable');
    const { open } = options.world!;
    let deployed = false;
    const world: typeof options.world = {
      ...options.world!,
      open: (...args) => (deployed ? open(...args) : Promise.reject(new Failure('cloud', 'not running'))),
      deploy: async (...args) => {
        await new Promise((resolve) => setImmediate(resolve));
        deployed = true;
        return options.world!.deploy(...args);
      },
    };

    expect(await deployVerb('staging', { ...options, world })).toMatchObject({ record: { state: 'live' } });
    expect(ship.did).toEqual(['build', 'deploy staging', 'image']);
  });

  it('stops a build that a failed deploy no longer needs', async () => {
    const { ship, options } = shipTo('disposable');
    ship.deployed = new Failure('failed', 'no');
    const signals: (AbortSignal | undefined)[] = [];
    const world: typeof options.world = {
      ...options.world!,
      buildAhead: (_name, { signal }) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
      deploy: async (...args) => {
        while (signals.length === 0) await new Promise((resolve) => setImmediate(resolve));
        expect(signals[0]?.aborted).toBe(false);
        return options.world!.deploy(...args);
      },
    };

    await expect(deployVerb('staging', { ...options, world })).rejects.toMatchObject({ exitCode: 1 });
    expect(signals[0]?.aborted).toBe(true);
  });

  it('tells of a failed build only when a release needs the app', async () => {
    const failing = shipTo('disposable');
    failing.ship.buildFails = new Failure('buildFailed', 'The app does not build.');
    await expect(deployVerb('staging', failing.options)).rejects.toMatchObject({ exitCode: 23 });

    const live = shipTo('disposable');
    await live.ship.released('b');
    live.ship.buildFails = failing.ship.buildFails;
    expect(await deployVerb('staging', live.options)).toMatchObject({ exitCode: 0 });
  });
});

describe('destroy', () => {
  /** What the calls to ECS and SSM were. */
  async function destroyed(tier: Tier, secrets: readonly string[] = ['KEY']) {
    const { ship, options, notes } = shipTo(tier);
    await ship.released('a');
    const deregistered: string[] = [];
    const deleted: string[] = [];
    const { open } = options.world!;
    const arn = 'arn:aws:ecs:eu-west-1:111111111111:task-definition/shop-staging-web:1';
    const world = {
      ...options.world!,
      open: async (...args: Parameters<typeof open>) => {
        const opened = await open(...args);
        const ecs = {
          listTaskDefinitions: () => Promise.resolve({ taskDefinitionArns: [arn] }),
          deregisterTaskDefinition: ({ taskDefinition }: { taskDefinition: string }) =>
            Promise.resolve(deregistered.push(taskDefinition)),
        };
        const ssm = {
          getParametersByPath: () =>
            Promise.resolve({ Parameters: secrets.map((name) => ({ Name: `/shop/staging/web/${name}` })) }),
          deleteParameters: ({ Names }: { Names: string[] }) => Promise.resolve(deleted.push(...Names)),
        };
        const clients = {
          ...opened.clients,
          ecs: () => Promise.resolve(ecs),
          ssm: () => Promise.resolve(ssm),
        };
        return { ...opened, clients: clients as unknown as typeof opened.clients };
      },
    };
    expect(await destroyVerb('staging', { ...options, world })).toMatchObject({ changed: true });
    return { deregistered, deleted, notes, arn };
  }

  it('forgets images and secrets of a disposable environment', async () => {
    const { deregistered, deleted, notes, arn } = await destroyed('disposable');

    expect({ deregistered, deleted, notes }).toEqual({
      deregistered: [arn],
      deleted: ['/shop/staging/web/KEY'],
      notes: [],
    });
  });

  it('names the secrets that go before anybody is asked, and leaves none without its key', async () => {
    const { deregistered, deleted, notes, arn } = await destroyed('staging', ['OLD/v1', 'KEY', 'KEY/v2']);

    expect({ deregistered, deleted }).toEqual({
      deregistered: [arn],
      deleted: ['/shop/staging/web/OLD/v1', '/shop/staging/web/KEY', '/shop/staging/web/KEY/v2'],
    });
    expect(notes).toEqual([
      'These secrets go, too, as the key that encrypts them does. Nobody can bring them back:',
      '  web: KEY, OLD',
      'What is nowhere else, keep first: npx slipway config get staging KEY',
    ]);
  });

  it('says nothing of secrets where there are none', async () => {
    expect((await destroyed('staging', [])).notes).toEqual([]);
  });
});
