import {
  cloudFinding,
  engineFinding,
  gitFinding,
  psqlFinding,
  sessionPluginFinding,
  terraformFinding,
} from './machine-findings';

describe('Node and npm', () => {
  it.each([
    ['v20.12.0', '>=20.12', 'good', '20.12.0'],
    ['v20.12.0', '>= 20', 'good', '20.12.0'],
    ['v22.0.0', '>=20.12', 'good', '22.0.0'],
    ['v21.0.0-nightly', '>=20.12.1', 'good', '21.0.0-nightly'],
    ['v20.9.0', '>=20.12', 'bad', '20.9.0, but 20.12 or newer is needed'],
    ['v18.20.4', '>=20.12', 'bad', '18.20.4, but 20.12 or newer is needed'],
    ['10.2.4', '>=10', 'good', '10.2.4'],
    ['9.9.9', '>=10', 'bad', '9.9.9, but 10 or newer is needed'],
    ['10.2.4', undefined, 'good', '10.2.4'],
    ['10.2.4', '^10 || ^12', 'advice', '10.2.4; compare it yourself with "^10 || ^12" in package.json'],
    [undefined, '>=10', 'bad', 'not on the PATH'],
  ])('%p against %p is %s', (version, range, state, found) => {
    expect(engineFinding({ version, range, fix: 'install it' })).toEqual({
      state,
      found,
      ...(state === 'bad' && { fix: 'install it' }),
    });
  });
});

describe('git', () => {
  it.each([
    [{ version: '2.43.0', shallow: false }, 'good', undefined],
    [{ version: '2.43.0', shallow: true }, 'advice', 'git fetch --unshallow'],
    [{ version: '2.43.0', shallow: undefined }, 'advice', 'git init'],
    [{ version: undefined, shallow: undefined }, 'bad', 'Install git'],
  ])('%j is %s', (facts, state, fix) => {
    const finding = gitFinding(facts);

    expect(finding.state).toBe(state);
    if (fix === undefined) expect(finding).not.toHaveProperty('fix');
    else expect(finding.fix).toContain(fix);
  });
});

describe('Terraform', () => {
  it('is told by its product, version and place', () => {
    expect(terraformFinding({ product: 'opentofu', version: '1.10.1', binary: '/bin/tofu' })).toEqual({
      state: 'good',
      found: 'OpenTofu 1.10.1, /bin/tofu',
    });
    expect(terraformFinding({ product: 'terraform', version: '1.11.4', binary: '/bin/terraform' })).toEqual({
      state: 'good',
      found: 'Terraform 1.11.4, /bin/terraform',
    });
  });

  it('that would be downloaded is no fault', () => {
    expect(terraformFinding({ reason: 'terraform is not on the PATH' })).toMatchObject({
      state: 'advice',
      found: 'terraform is not on the PATH',
      fix: expect.stringContaining('Nothing to do'),
    });
  });
});

it.each([
  ['psql', psqlFinding('psql 16'), psqlFinding(undefined)],
  ['the plugin', sessionPluginFinding('/bin/plugin'), sessionPluginFinding(undefined)],
  ['the embedded cloud', cloudFinding('http://127.0.0.1:1'), cloudFinding(undefined)],
])('%s is only advised', (_, there, missing) => {
  expect(there.state).toBe('good');
  expect(there).not.toHaveProperty('fix');
  expect(missing).toMatchObject({ state: 'advice', fix: expect.stringMatching(/\S/) });
});
