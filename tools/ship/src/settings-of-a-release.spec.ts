import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '@slipway/tool-release/testing';
import { SynthError } from '@slipway/tool-synth';
import { configReleaseVerb } from './config-release-verb';
import { deployVerb } from './deploy-verb';
import { promoteVerb } from './promote-verb';
import { releaseVerb } from './release-verb';
import { rollbackVerb } from './rollback-verb';
import { SampleShip } from './sample-ship';

/** Deployed and released to, before somebody edited the file: an environment that needs a secret which nobody has set. */
async function edited(names: readonly string[] = ['staging']): Promise<SampleShip> {
  const ship = new SampleShip(Object.fromEntries(names.map((name) => [name, 'staging' as const])));
  for (const name of names) {
    await ship.noted(name);
    for (const letter of 'ab') await ship.released(letter, name);
  }
  const { web } = ship.account(names[0]).environment.services;
  ship.edited = { services: { web: { ...web!, secrets: ['API_KEY'], release: ['node', 'migrate.js'] } } };
  return ship;
}

const LINES = [
  'services.web.release: (none) → ["node","migrate.js"]',
  'services.web.secrets: [] → ["API_KEY"]',
];

it('a release takes the settings of the last deploy, and says what the file has beyond', async () => {
  const ship = await edited();
  const { options, text } = ship.options();

  expect(await releaseVerb('staging', options)).toMatchObject({ record: { state: 'live', version: 3 } });
  for (const line of LINES) expect(text()).toContain(line);
  expect(text()).toContain('This release goes without. To apply first: npx slipway deploy staging');
});

it('so do a promotion, a rollback and a change of secrets', async () => {
  const ship = await edited(['staging', 'prod']);
  const { options } = ship.options();
  await ship.released('c', 'staging');

  const promoted = await promoteVerb('prod', { ...options, source: 'staging', yes: true });
  expect(promoted).toMatchObject({ record: { state: 'live' }, preview: { infrastructure: LINES } });
  expect(await rollbackVerb('prod', { ...options, yes: true })).toMatchObject({ record: { state: 'live' } });
  ship.account('prod').parameters.set('/shop/prod/web/OTHER', 1);
  expect(await configReleaseVerb('prod', 'config', options)).toMatchObject({ record: { state: 'live' } });
});

it('after a deploy they are those of the file, and nothing is left to say', async () => {
  const ship = await edited();
  const workspace = mkdtempSync(join(tmpdir(), 'slipway-settings-'));
  mkdirSync(join(workspace, 'environments/staging'), { recursive: true });
  writeFileSync(join(workspace, 'environments/staging/environment.ts'), '');
  await deployVerb('staging', ship.options({ workspace }).options);
  rmSync(workspace, { recursive: true });
  const { options, text } = ship.options();

  ship.image.known = true;
  const { record } = await releaseVerb('staging', options);
  expect(record?.cause?.words).toContain('web needs API_KEY');
  expect(text()).not.toContain('to deploy');
});

it('a secret that is not set is told before the build, and takes no number', async () => {
  const ship = await edited();
  await ship.noted();
  const { options } = ship.options();

  await expect(releaseVerb('staging', options)).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(
      /^Nothing was built or released\.\nweb needs API_KEY .*npx slipway config set staging API_KEY$/,
    ),
  });
  expect(ship.did).not.toContain('image');
  expect((await ship.account().ledger.list()).length).toBe(2);
});

it('a workspace that cannot be synthesized stops no release', async () => {
  const ship = await edited();
  const { options, text } = ship.options();
  const describe = () => Promise.reject(new SynthError('main.ts: no'));

  const world = { ...options.world!, describe };
  expect(await releaseVerb('staging', { ...options, world, image: digestOf('c') })).toMatchObject({
    record: { state: 'live' },
  });
  expect(text()).toContain('not known: this workspace cannot be synthesized');
});
