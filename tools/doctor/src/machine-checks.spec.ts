import { SynthError } from '@slipway/tool-synth';
import { Failure } from '@slipway/tool-terminal';
import type { Machine } from './machine';
import { machineChecks } from './machine-checks';
import { runChecks } from './run-checks';
import { sampleEnvironment, sampleMachine } from './sample-machine';

async function look(changes: Partial<Machine> = {}) {
  const checked = await runChecks(machineChecks(sampleMachine(changes)));
  return Object.fromEntries(checked.map(({ name, ...finding }) => [name, finding]));
}

describe('a machine', () => {
  it('on which all is there has nothing to fix', async () => {
    const found = await look();

    expect(Object.keys(found)).toEqual([
      ...[
        'Node',
        'npm',
        'packages',
        'git',
        'Python',
        'Terraform',
        'psql',
        'session plugin',
        'embedded cloud',
      ],
      ...['environments/staging', 'environments'],
    ]);
    for (const finding of Object.values(found)) expect(finding).toMatchObject({ state: 'good' });
    expect(found).toMatchObject({
      git: { found: '2.43.0, with the whole history' },
      Python: { found: '3.12.4, /usr/bin/python3' },
      'environments/staging': { found: 'valid: staging, account 111111111111, eu-west-1' },
    });
  });

  it.each([
    ['us-west-1', 'us-west-1a and us-west-1b', ['a', 'b']],
    ['ap-northeast-1', 'ap-northeast-1b', ['a', 'b']],
    ['eu-west-1', 'eu-west-1d', ['a', 'd']],
  ])('tells of zones in %s that not every account has', async (region, lacking, zones) => {
    const aws = { account: '111111111111', region };
    const network = { zones };
    const found = await look({ environment: async (name) => sampleEnvironment({ name, aws, network }) });

    expect(found['environments/staging']).toMatchObject({
      state: 'advice',
      found: `valid: staging, account 111111111111, ${region}; not every account has ${lacking}`,
      fix: expect.stringContaining('network.zones'),
    });
  });

  it('on which nothing is there says of each how to get it', async () => {
    const found = await look({
      nodeVersion: 'v18.0.0',
      said: async () => undefined,
      json: async (path) =>
        path === 'package.json' ? { engines: { node: '>=20.12', npm: '>=10' } } : undefined,
      python: () =>
        Promise.reject(new Failure('toolMissing', 'No usable Python:\n  - python3 is 3.9\nInstall one')),
      terraform: async () => ({ reason: 'terraform is not on the PATH' }),
      sessionPlugin: () => undefined,
      cloudEndpoint: async () => undefined,
      environmentNames: () => [],
    });

    expect(Object.entries(found).map(([name, { state }]) => `${name}: ${state}`)).toEqual([
      ...['Node: bad', 'npm: bad', 'packages: bad', 'git: bad', 'Python: bad'],
      ...['Terraform: advice', 'psql: advice', 'session plugin: advice', 'embedded cloud: advice'],
      'environments: bad',
    ]);
    for (const { fix } of Object.values(found)) expect(fix).toMatch(/\S/);
    expect(found['Python']).toEqual({
      state: 'bad',
      found: 'No usable Python:',
      fix: '  - python3 is 3.9\nInstall one',
    });
    expect(found['npm']?.fix).toBe('npm install --global npm@">=10"');
  });
});

describe('the files of environments', () => {
  const names = ['prod', 'staging'];

  it('are told each, with all that is wrong', async () => {
    const wrong =
      'prod: 2 problems in the configuration. Nothing was changed.\n\n  tier\n    got  1\n\n  app\n    got  2';
    const found = await look({
      environmentNames: () => names,
      environment: async (name) => {
        if (name === 'prod') throw new SynthError(wrong);
        return sampleEnvironment({ name });
      },
    });

    expect(found['environments/prod']).toEqual({
      state: 'bad',
      found: 'prod: 2 problems in the configuration.',
      fix: 'tier\n  got  1\n\napp\n  got  2',
    });
    expect(found['environments/staging']).toMatchObject({ state: 'good' });
    expect(found['environments']).toMatchObject({ state: 'skipped' });
  });

  it('must not get in the way of one another', async () => {
    const found = await look({ environmentNames: () => names });

    expect(found['environments']).toMatchObject({
      state: 'bad',
      found: expect.stringMatching(/^\d+ problems? between them$/),
      fix: expect.stringContaining('staging.acme.example'),
    });
  });

  it('must be called like their folder', async () => {
    const found = await look({ environment: async () => sampleEnvironment({ name: 'other' }) });

    expect(found['environments/staging']).toMatchObject({ state: 'bad', found: 'has the name "other"' });
  });
});
