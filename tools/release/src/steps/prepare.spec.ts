import { ASSETS_LABEL } from '../assets/image-assets';
import { heldFailure, readHold, setHold } from '../ledger/hold';
import type { ProcessOptions } from '../sample/sample-process';
import { commitOf, digestOf, SampleWorld } from '../sample/sample-world';
import { release } from '../verbs/release';

let world: SampleWorld;
beforeEach(() => (world = new SampleWorld()));

async function releaseOf(letter: string, more = {}, options: ProcessOptions = {}) {
  const process = world.process(options);
  const record = await release(world.request(letter, more), process.ports, process.tell);
  return { record, made: process.made, notes: process.notes, events: process.events };
}

/** What the release is refused for, a line each. */
async function refusedFor(letter = 'a', more = {}, options: ProcessOptions = {}) {
  const { record, made, events } = await releaseOf(letter, more, options);
  expect(record).toMatchObject({ state: 'failed', cause: { kind: 'refused', logs: [] } });
  expect(made).not.toContain('ecs.registerTaskDefinition');
  expect(events).toContainEqual(expect.objectContaining({ phase: 'preconditions', failed: true }));
  return record.cause?.words.split('\n');
}

describe('an environment that was not deployed', () => {
  it('has no service', async () => {
    world.ecs.services.clear();

    expect(await refusedFor()).toEqual(['The service "web" is not there. Run: npx slipway deploy staging']);
  });

  it('has no template', async () => {
    world.ecs.definitions.clear();

    expect(await refusedFor()).toEqual([
      'The template of service "web" is not there. Run: npx slipway deploy staging',
    ]);
  });
});

describe('an image', () => {
  it('that was not pushed', async () => {
    world.registry.images.clear();

    expect(await refusedFor()).toEqual([
      `The image ${digestOf('a')} is not in repository "shop" of account 111111111111. Push it there, or name one that is.`,
    ]);
  });

  it('for another processor', async () => {
    world = new SampleWorld({ architecture: 'arm64' });

    expect(await refusedFor()).toEqual([
      'The image is built for amd64, but web runs on arm64 (arm64). Build it with --platform linux/arm64, or change services.web.architecture and deploy.',
    ]);
  });

  it('for two other processors', async () => {
    world.registry.indexes.set(digestOf('f'), { arm64: digestOf('a'), s390x: digestOf('b') });

    expect(await refusedFor('f')).toEqual([
      'The image is built for arm64 and s390x, but web runs on x86_64 (amd64). Build it with --platform linux/amd64, or change services.web.architecture and deploy.',
    ]);
  });

  it('that does not say for which, and one for several, are let through', async () => {
    world.registry.indexes.set(digestOf('e'), {});
    world.registry.indexes.set(digestOf('f'), { arm64: digestOf('a'), amd64: digestOf('b') });

    expect((await releaseOf('e')).record.state).toBe('live');
    expect((await releaseOf('f')).record.state).toBe('live');
  });

  it('whose label names no folder', async () => {
    world = new SampleWorld(undefined, { assets: true });
    world.registry.images.set(digestOf('a'), { architecture: 'arm64', labels: { [ASSETS_LABEL]: 'static' } });

    expect(await refusedFor()).toEqual([
      expect.stringContaining('The image is built for arm64'),
      `The image's label ${ASSETS_LABEL} is "static". It has to be the absolute path of a folder in the image, such as /app/.next/static.`,
    ]);
  });

  it('without a label is noted, once for two services', async () => {
    world = new SampleWorld(undefined, { assets: true, worker: true });

    expect((await releaseOf('a')).notes).toEqual([
      `The image has no label ${ASSETS_LABEL}, so its assets go when its tasks do, and pages that are open then may miss some. An app without any: edge: { assets: false }.`,
    ]);
  });
});

describe('secrets', () => {
  it('of two services, each told with how to set it', async () => {
    world = new SampleWorld({ secrets: ['STRIPE_KEY', 'MAIL_KEY'] }, { worker: true });
    world.parameters.set('/shop/staging/worker/MAIL_KEY', 1);

    expect(await refusedFor()).toEqual([
      'web needs STRIPE_KEY, MAIL_KEY below /shop/staging/web and they are not there. Set with: npx slipway config set staging STRIPE_KEY',
      'worker needs STRIPE_KEY below /shop/staging/worker and it is not there. Set with: npx slipway config set staging STRIPE_KEY --service worker',
    ]);
  });

  it('are a parameter or a secret of the template', async () => {
    world = new SampleWorld({ secrets: ['STRIPE_KEY', 'DATABASE_URL'] });
    world.parameters.set('/shop/staging/web/STRIPE_KEY', 1);
    const secrets = [{ name: 'DATABASE_URL', valueFrom: 'arn:database' }];
    world.ecs.define({
      family: 'shop-staging-web-template',
      containerDefinitions: [{ name: 'web', secrets }, { name: 'proxy' }],
    });

    expect((await releaseOf('a')).record.state).toBe('live');
  });
});

describe('a commit that is older than the live one', () => {
  beforeEach(async () => {
    world.ancestors.push(['a'.repeat(40), 'b'.repeat(40)]);
    await releaseOf('b');
  });

  it('is refused, with the two ways on', async () => {
    expect(await refusedFor()).toEqual([
      'Commit aaaaaaa is older than bbbbbbb, which is live as v1. To go back on purpose: npx slipway rollback staging, or add --allow-older.',
    ]);
    expect(await refusedFor('a', { reason: 'promote' })).toHaveLength(1);
  });

  it.each([
    ['is what a rollback is for', { reason: 'rollback' }],
    ['is no matter of new config', { reason: 'config' }],
    ['is not known of an image without a commit', { commit: undefined }],
  ])('%s', async (_, more) => {
    expect((await releaseOf('a', more)).record.state).toBe('live');
  });

  it('is not the live one itself, nor one of which the clone need not tell', async () => {
    world.shallow = true;

    expect((await releaseOf('a', { commit: commitOf('b') })).record.state).toBe('live');
  });

  it('is none when what is live has no commit', async () => {
    await releaseOf('c', { commit: undefined });
    world.shallow = true;

    expect((await releaseOf('a')).record.state).toBe('live');
  });
});

describe('a hold', () => {
  const hold = { by: 'Grace', since: '2026-11-25T12:00:00.000Z', why: 'sale' };
  /** Set while the number is taken. */
  const onAnswer = async (call: string) => {
    if (call === 'store.create') await setHold(world.store, hold);
  };

  it('that was set at the last moment is told first of all that is wrong', async () => {
    world.ecs.services.clear();

    expect((await refusedFor('a', {}, { onAnswer }))?.join('\n')).toBe(
      `${heldFailure('staging', hold).message}\nThe service "web" is not there. Run: npx slipway deploy staging`,
    );
  });

  it('does not hold new config back', async () => {
    expect((await releaseOf('a', { reason: 'config' }, { onAnswer })).record.state).toBe('live');
  });

  it('is set by a release that is to hold, in whose name and since when', async () => {
    const since = new Date(world.time).toISOString();
    await releaseOf('a', { hold: 'v2 was rolled back to v1' });

    expect(await readHold(world.store)).toEqual({ by: 'Ada', since, why: 'v2 was rolled back to v1' });
  });

  it('is not set by a release that is refused', async () => {
    world.registry.images.clear();
    await refusedFor('a', { hold: 'why' });

    expect(await readHold(world.store)).toBeUndefined();
  });
});
