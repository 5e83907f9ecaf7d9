import { LogGroup } from './log-group';
import { Synthesized } from '@slipway/testing';

const key = { arn: 'arn:aws:kms:eu-west-1:111111111111:key/1' };

function make(retentionDays: number) {
  let logs: LogGroup | undefined;
  const made = new Synthesized((stack) => {
    const environment = { app: 'acme', name: 'staging' };
    logs = new LogGroup(stack, 'web-logs', { environment, name: 'web', retentionDays, key });
  });
  return Object.assign(made, { logs: logs!, group: made.get('aws_cloudwatch_log_group') });
}

test('each service has a group, encrypted and with an end', () => {
  expect(make(30).group).toMatchObject({
    name: '/ecs/staging/web',
    retention_in_days: 30,
    kms_key_id: key.arn,
  });
});

test.each([
  [30, ['CKV_AWS_338']],
  [365, []],
])('kept for %d days', (retentionDays, rules) => {
  expect(Synthesized.exemptions(make(retentionDays).group)).toEqual(rules);
});

test('it refers to the group that Terraform made', () => {
  const { logs, resolve } = make(30);
  expect(resolve([logs.name, logs.arn])).toEqual([
    expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.name\}$/),
    expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.arn\}$/),
  ]);
});
