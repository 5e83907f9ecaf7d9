import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { EncryptionKey, type EncryptionKeyProps } from './encryption-key';
import { Synthesized } from '@slipway/testing';

const defaults: EncryptionKeyProps = {
  environment: { app: 'acme', name: 'prod' },
  account: '111111111111',
  region: 'eu-west-1',
  removal: 'protect',
  description: 'Data of acme prod',
  services: ['logs', 'alarms'],
};
const make = (props: Partial<EncryptionKeyProps> = {}) =>
  new Synthesized((stack) => new EncryptionKey(stack, 'key', { ...defaults, ...props }));

function services(result: Synthesized): string[] {
  const { Statement } = JSON.parse(String(result.get('aws_kms_key').policy));
  return Statement.slice(1).map((statement: { Sid: string }) => statement.Sid);
}

test('is rotated, and can be had back for 30 days', () => {
  expect(make().get('aws_kms_key')).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
});

test('has a name that people recognize', () => {
  expect(make().get('aws_kms_alias').name).toBe('alias/acme-prod');
});

test.each([
  ['protect', true],
  ['retain', false],
  ['delete', false],
] as const)('removal %s: prevent_destroy %s', (removal, prevent_destroy) => {
  expect(make({ removal }).get('aws_kms_key')).toMatchObject({ lifecycle: { prevent_destroy } });
});

test('serves the services that it is told, and no other', () => {
  expect(services(make())).toEqual(['Logs', 'Alarms']);
  expect(services(make({ services: ['database-events'] }))).toEqual(['DatabaseEvents']);
  expect(services(make({ services: [] }))).toEqual([]);
});

test('lives where its provider is', () => {
  const result = new Synthesized((stack) => {
    const provider = new AwsProvider(stack, 'us-east-1', { region: 'us-east-1', alias: 'us-east-1' });
    new EncryptionKey(stack, 'key', { ...defaults, region: 'us-east-1', provider });
  });
  expect(result.get('aws_kms_key').provider).toBe('aws.us-east-1');
  expect(result.get('aws_kms_alias').provider).toBe('aws.us-east-1');
});
