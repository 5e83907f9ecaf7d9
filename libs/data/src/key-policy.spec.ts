import { keyPolicy, type KeyService } from './key-policy';

const ACCOUNT = '111111111111';

function statements(services: readonly KeyService[]): { [name: string]: unknown }[] {
  return JSON.parse(keyPolicy({ account: ACCOUNT, region: 'eu-west-1', services })).Statement;
}

function conditionOf(service: KeyService): unknown {
  return statements([service])[1]?.Condition;
}

test('the account decides through IAM, and no one else is let in by default', () => {
  expect(statements([])).toEqual([
    {
      Sid: 'IamDecides',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ]);
});

test.each([
  ['logs', 'logs.eu-west-1.amazonaws.com'],
  ['alarms', 'cloudwatch.amazonaws.com'],
  ['database-events', 'events.rds.amazonaws.com'],
] as const)('%s lets in %s', (service, principal) => {
  const [, statement, ...more] = statements([service]);
  expect(statement).toMatchObject({ Effect: 'Allow', Principal: { Service: principal } });
  expect(more).toEqual([]);
});

test.each(['alarms', 'database-events'] as const)(
  '%s may read and make data keys, which publishing to an encrypted topic needs, and nothing else',
  (service) => {
    expect(statements([service])[1]?.Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey*']);
  },
);

test('logs of this account only', () => {
  expect(conditionOf('logs')).toEqual({
    ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:eu-west-1:${ACCOUNT}:*` },
  });
});

test('alarms of this account only', () => {
  expect(conditionOf('alarms')).toEqual({
    StringEquals: { 'aws:SourceAccount': ACCOUNT },
    ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:*` },
  });
});

test('database events of this account only', () => {
  expect(conditionOf('database-events')).toEqual({ StringEquals: { 'aws:SourceAccount': ACCOUNT } });
});
