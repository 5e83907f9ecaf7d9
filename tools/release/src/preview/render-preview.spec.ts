import { stripVTControlCharacters } from 'node:util';
import { sampleRelease } from '../sample/sample-release';
import { previewPromote, previewRelease, previewRollback } from './preview';
import { renderPreview } from './render-preview';

const PLAIN = { color: false };
const commit = (sha: string, message: string) => ({ sha: sha.padEnd(40, '0'), message, author: 'jo' });
const live = sampleRelease({ environment: 'prod', version: 40, commit: commit('aaaaaaa', 'Old') });
const command = { command: ['migrate'], exitCode: 0, output: [] };
const dropped = {
  ...command,
  migrations: [
    { name: '0041_add', destructive: [] },
    { name: '0042_drop', destructive: ['drops column users.email', 'drops table carts'] },
  ],
};

describe('promote', () => {
  const preview = previewPromote({
    release: sampleRelease(),
    environment: 'prod',
    live,
    commits: [commit('3f2a1bc', 'Add prices'), commit('bbbbbbb', 'Evil \u001B[2Jtext\nsecond line')],
    sourceConfig: { web: ['A', 'STRIPE_KEY'] },
    targetConfig: { web: ['A', 'LEGACY'] },
    infrastructure: ['web: memory 512 → 1024 MB'],
    sourceLedger: [sampleRelease({ version: 11, releaseCommand: dropped }), sampleRelease()],
    targetLedger: [live],
  });

  it('tells commits, config, infrastructure and migrations', () => {
    expect(renderPreview(preview, PLAIN)).toEqual([
      'Promote staging v12 to prod',
      '  live there        v40, aaaaaaa Old',
      '  commits           3f2a1bc Add prices  jo',
      '                    bbbbbbb Evil text second line  jo',
      '  config            web: only in staging: STRIPE_KEY',
      '                    web: only in prod: LEGACY',
      '  infrastructure    web: memory 512 → 1024 MB',
      '  migrations        0041_add',
      '                    0042_drop, which drops column users.email and drops table carts',
    ]);
  });

  it('says the same with colours', () => {
    const coloured = renderPreview(preview, { color: true });

    expect(coloured.join('')).toContain('\u001B[31m0042_drop');
    expect(coloured.map(stripVTControlCharacters)).toEqual(renderPreview(preview, PLAIN));
  });

  it('is data for --json', () => {
    expect(JSON.parse(JSON.stringify(preview))).toMatchObject({
      kind: 'promote',
      source: { environment: 'staging', version: 12 },
      migrations: [{ name: '0041_add' }, { name: '0042_drop' }],
    });
  });

  it('says so where there is nothing', () => {
    const first = previewPromote({
      release: sampleRelease(),
      environment: 'prod',
      sourceConfig: {},
      targetConfig: {},
      infrastructure: [],
      sourceLedger: [sampleRelease()],
      targetLedger: [],
    });

    expect(renderPreview(first, PLAIN)).toEqual([
      'Promote staging v12 to prod',
      '  live there        nothing yet',
      '  commits           not known here (`git fetch --unshallow` brings the history)',
      '  config            same names',
      '  infrastructure    all applied',
      '  migrations        none',
    ]);
  });
});

describe('rollback', () => {
  it('warns of what a later migration dropped', () => {
    const target = sampleRelease({
      environment: 'prod',
      version: 39,
      images: { web: 'old' },
      commit: commit('ccccccc', 'Fine'),
    });
    const now = { ...live, releaseCommand: dropped };
    const preview = previewRollback({
      target,
      live: now,
      commits: [commit('aaaaaaa', 'Old')],
      ledger: [target, now],
      config: {},
      withConfig: false,
    });

    expect(renderPreview(preview, PLAIN)).toEqual([
      'Roll prod back to v39',
      '  live now          v40, aaaaaaa Old',
      '  comes back        ccccccc Fine',
      '  undone            aaaaaaa Old  jo',
      '  config            stays as it is now',
      '  migrations        none are run and none undone',
      '                    v39 is before migration 0042_drop, which drops column users.email and drops table carts: the old code may need it.',
      '  afterwards        pushes wait until `npx slipway unhold prod`',
    ]);
  });

  it.each([
    [
      { config: { web: { KEY: 5, NEW: 1 } }, withConfig: false },
      ['stays as it is now. With --with-config it would change to', 'what v39 had:', 'web: KEY, -NEW, +OLD'],
    ],
    [{ config: { web: { KEY: 5 } }, withConfig: true }, ['goes back to what v39 had:', 'web: KEY, +OLD']],
    [{ config: { web: { KEY: 2, OLD: 1 } }, withConfig: false }, ['the same as v39 had']],
  ])('names the secrets that differ: %j', (facts, lines) => {
    const config = { web: { KEY: 2, OLD: 1 } };
    const target = sampleRelease({ environment: 'prod', version: 39, config, configChange: 3 });
    const shown = renderPreview(previewRollback({ target, ledger: [], ...facts }), PLAIN);

    const from = shown.findIndex((line) => line.startsWith('  config'));
    expect(shown.slice(from, from + lines.length).map((line) => line.slice(20))).toEqual(lines);
  });
});

describe('release', () => {
  const facts = {
    environment: 'staging',
    live: sampleRelease(),
    config: { web: { STRIPE_KEY: 2, NEW: 1 } },
    notDeployed: [],
  };

  it('tells commits, changed keys and a newer template', () => {
    const preview = previewRelease({
      ...facts,
      commits: Array.from({ length: 22 }, (_, index) => commit('ddddddd', `Commit ${index}`)),
      templates: { web: 'acme-staging-web-template:4' },
    });
    const lines = renderPreview(preview, PLAIN);

    expect(lines.slice(0, 3)).toEqual([
      'Release to staging',
      '  live now          v12, 3f2a1bc Add prices',
      '  commits           ddddddd Commit 0  jo',
    ]);
    expect(lines.slice(-3)).toEqual([
      '                    and 2 more',
      '  config            web: -MAIL_FROM, +NEW, STRIPE_KEY',
      '  settings          web has a newer template',
    ]);
  });

  it('says what the workspace describes and no deploy has applied, and that it goes without', () => {
    const many = Array.from({ length: 22 }, (_, index) => `change aws_a.b${index}`);
    const settings = (notDeployed: readonly string[]) => {
      const preview = previewRelease({ ...facts, commits: [], templates: {}, notDeployed });
      return renderPreview(preview, PLAIN).slice(4);
    };

    expect(settings([])).toEqual(['  settings          those of the last deploy']);
    expect(settings(['services.web.environment.A: (none) → "b"'])).toEqual([
      '  settings          those of the last deploy',
      '  to deploy         services.web.environment.A: (none) → "b"',
      '                    This release goes without. To apply first: npx slipway deploy staging',
    ]);
    expect(settings(many).slice(-2)[0]).toBe('                    and 2 more');
  });

  it.each([80, 120])('fits a terminal of %d columns', (columns) => {
    const long = { ...commit('ddddddd', 'Words '.repeat(30)), author: 'Josephine of the maintainers' };
    const preview = previewRelease({ ...facts, commits: [long], templates: {} });
    const lines = renderPreview(preview, { color: false, interactive: true, columns });

    expect(lines.filter(({ length }) => length > columns)).toEqual([]);
    expect(lines.join('')).toContain('…  Josephine of the maintainers');
  });

  it('a template that is live is not newer', () => {
    expect(
      previewRelease({ ...facts, templates: { web: 'acme-staging-web-template:3' } }).newTemplates,
    ).toEqual([]);
  });
});
