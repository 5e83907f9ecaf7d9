import { asCalled, npxSlipway, shellLine } from './command-line';

it('is what to type', () => {
  expect(npxSlipway('deploy', 'prod')).toBe('npx slipway deploy prod');
  expect(npxSlipway('releases')).toBe('npx slipway releases');
  expect(npxSlipway('logs', 'prod', '', '--since 10m')).toBe('npx slipway logs prod --since 10m');
});

describe('after a verb with --embedded', () => {
  const said = (...words: readonly [string, ...string[]]) =>
    asCalled({ embedded: true }, () => npxSlipway(...words));

  it('goes to the embedded cloud as well', () => {
    expect(said('destroy', 'prod', '-y')).toBe('npx slipway destroy prod -y --embedded');
  });

  it('leaves the command behind -- alone', () => {
    expect(said('run', 'prod', '--', 'node x.js')).toBe('npx slipway run prod --embedded -- node x.js');
  });

  it('says nothing of it to a verb that knows no other cloud', () => {
    expect(said('cloud', 'start')).toBe('npx slipway cloud start');
  });

  it('is remembered over what is waited for, and only there', async () => {
    const later = asCalled({ embedded: true }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return npxSlipway('ps', 'prod');
    });
    expect(npxSlipway('ps', 'prod')).toBe('npx slipway ps prod');
    expect(await later).toBe('npx slipway ps prod --embedded');
  });
});

describe('a line for another program', () => {
  it('acts on the account that the shell is in', () => {
    expect(shellLine({ environment: 'prod', cloud: 'aws' }, 'aws s3 ls')).toBe('aws s3 ls');
  });

  it.each([true, false])('goes to the embedded cloud first, with --embedded typed: %s', (embedded) => {
    const line = asCalled({ embedded }, () =>
      shellLine({ environment: 'prod', cloud: 'embedded' }, 'aws s3 ls'),
    );
    expect(line).toBe('(there="$(npx slipway cloud env prod)" && eval "$there" && aws s3 ls)');
  });
});
