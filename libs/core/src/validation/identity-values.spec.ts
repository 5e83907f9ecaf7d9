import { appFix, emailFix, emailsFix, environmentNameFix, regionFix } from './identity-values';

describe('app', () => {
  test.each(['acme', 'a1', 'acme-shop', 'a'.repeat(20), 'internals', 'sthreeway'])('may be %s', (app) =>
    expect(appFix(app)).toBeUndefined(),
  );

  test.each([
    ['Acme Shop', "Write 'acme-shop'."],
    ['acme_shop', "Write 'acme-shop'."],
    ['2acme', "Write 'acme'."],
    ['a--b', "Write 'a-b'."],
    ['a'.repeat(23), 'Shorten it by 3.'],
    ['a', 'Choose a short name'],
    ['', 'Choose a short name'],
    ['internal', 'load balancers are not allowed to be named internal-…'],
    ['internal-tools', 'load balancers are not allowed to be named internal-…'],
    ['awsome', 'parameters are not allowed to be named aws…'],
    ['sthree', 'buckets are not allowed to be named sthree-…'],
  ])('must not be %j: %s', (app, fix) => expect(appFix(app)).toMatch(fix));
});

describe('name', () => {
  test.each(['prod', 'pr-12', 'a'.repeat(12), 'default2'])('may be %s', (name) =>
    expect(environmentNameFix(name)).toBeUndefined(),
  );

  test.each([
    ['default', 'the workspace that Terraform falls back to'],
    ['production-eu', 'Shorten it by 1.'],
    ['Prod', "Write 'prod'."],
  ])('must not be %s: %s', (name, fix) => expect(environmentNameFix(name)).toMatch(fix));
});

describe('region', () => {
  test.each([
    'us-east-1',
    'eu-central-2',
    'ap-southeast-5',
    'ap-northeast-3',
    'il-central-1',
    'mx-central-1',
  ])('may be %s', (region) => expect(regionFix(region)).toBeUndefined());

  test.each([
    ['eu-west-1a', "Write 'eu-west-1'"],
    ['eu-west1', 'with two dashes'],
    ['eu-west-9', "Did you mean 'eu-west-1'"],
    ['us-central-1', 'had no region of that name'],
    ['ap-north-1', 'had no region of that name'],
    ['Ireland', 'with two dashes'],
    ['cn-north-1', 'ordinary AWS cloud'],
    ['us-gov-west-1', 'ordinary AWS cloud'],
    ['eusc-de-east-1', 'ordinary AWS cloud'],
  ])('must not be %s: %s', (region, fix) => expect(regionFix(region)).toMatch(fix));
});

describe('e-mail addresses', () => {
  test.each(['ops@acme.example', 'ops+aws@Acme.example', "o'neil@a.example"])('may be %s', (address) =>
    expect(emailFix(address)).toBeUndefined(),
  );

  test.each([
    'ops',
    'ops@localhost',
    'a@b@acme.example',
    'Ops <ops@acme.example>',
    '@acme.example',
    'o ps@acme.example',
  ])('must not be %s', (address) => expect(emailFix(address)).toMatch('one plain address'));

  test('are listed once', () => {
    expect(emailsFix(['a@b.example', 'c@b.example'])).toBeUndefined();
    expect(emailsFix(['a@b.example', 'c@b.example', 'a@b.example'])).toBe("Remove the second 'a@b.example'.");
  });
});
