import { guardAccount, guardName, guardPinnedAccount, guardWorkspace } from './guards';

const STAGING = { name: 'staging', aws: { account: '111111111111' } };

/** Every guard ends with the same kind, and nothing has been planned. */
function refuses(guard: () => void, ...words: string[]): void {
  let thrown: unknown;
  try {
    guard();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ kind: 'guard', exitCode: 5 });
  for (const text of [...words, 'Nothing was planned.']) expect((thrown as Error).message).toContain(text);
}

describe('guardName', () => {
  it('lets an environment pass that is what it is called', () => {
    expect(() => guardName('staging', STAGING, {})).not.toThrow();
    expect(() => guardName('staging', STAGING, { TF_WORKSPACE: 'staging' })).not.toThrow();
  });

  it('names both when the folder holds another environment', () => {
    refuses(() => guardName('prod', STAGING, {}), 'environments/prod/environment.ts', '"staging"');
  });

  it('never works in the workspace "default"', () => {
    refuses(() => guardName('default', { name: 'default' }, {}), '"default"');
  });

  it('names both when a variable points to another workspace', () => {
    refuses(
      () => guardName('staging', STAGING, { TF_WORKSPACE: 'prod' }),
      'TF_WORKSPACE is "prod"',
      '"staging"',
    );
  });
});

describe('guardWorkspace', () => {
  it('names the workspace that Terraform is in and the one that it should be in', () => {
    expect(() => guardWorkspace('staging', 'staging')).not.toThrow();
    refuses(
      () => guardWorkspace('staging', 'default'),
      '"default"',
      '"staging"',
      'slipway workspace staging',
    );
  });
});

describe('guardAccount', () => {
  it('names both accounts and what to do', () => {
    expect(() => guardAccount(STAGING, '111111111111')).not.toThrow();
    refuses(() => guardAccount(STAGING, '222222222222'), '222222222222', '111111111111', 'AWS_PROFILE');
  });
});

describe('guardPinnedAccount', () => {
  const provider = (...aws: { alias?: string; allowed_account_ids?: string[] }[]) => ({ provider: { aws } });

  it('wants every provider of the stack to be pinned to the account', () => {
    const pinned = { allowed_account_ids: ['111111111111'] };

    expect(() => guardPinnedAccount(STAGING, provider(pinned, { ...pinned, alias: 'us' }))).not.toThrow();
    refuses(
      () => guardPinnedAccount(STAGING, provider(pinned, { alias: 'us' })),
      'provider aws.us',
      'any account',
    );
    refuses(
      () => guardPinnedAccount(STAGING, provider({ allowed_account_ids: ['222222222222'] })),
      'account 222222222222',
      'set its allowed_account_ids to ["111111111111"]',
    );
    refuses(
      () => guardPinnedAccount(STAGING, provider({ allowed_account_ids: ['111111111111', '222222222222'] })),
      '111111111111, 222222222222',
    );
  });
});
