import { TerraformResource, TerraformStack, Testing } from 'cdktf';
import { exempt, exemptRetention } from './exemption';

const LOG_BUCKET = { id: 'CKV_AWS_18', comment: 'it is the log bucket itself' };
const ONE_REGION = { id: 'CKV_AWS_144', comment: 'one region is enough' };

function synthesized(...exemptions: readonly { id: string; comment: string }[]): unknown {
  const stack = new TerraformStack(Testing.app(), 'stack');
  const bucket = new TerraformResource(stack, 'bucket', { terraformResourceType: 'aws_s3_bucket' });
  for (const { id, comment } of exemptions) exempt(bucket, id, comment);
  return stack.toTerraform();
}

describe('exempt', () => {
  test('records every rule with its reason on the resource, beside what cdktf keeps there', () => {
    expect(synthesized(LOG_BUCKET, ONE_REGION)).toMatchObject({
      resource: {
        aws_s3_bucket: {
          bucket: {
            '//': { metadata: { path: 'stack/bucket' }, checkov: { skip: [LOG_BUCKET, ONE_REGION] } },
          },
        },
      },
    });
  });

  test('leaves other resources alone', () => {
    expect(synthesized()).not.toHaveProperty('resource.aws_s3_bucket.bucket.//.checkov');
  });
});

test.each([
  [1, ['CKV_AWS_338']],
  [364, ['CKV_AWS_338']],
  [365, []],
  [3653, []],
])('logs kept for %i days are exempt from %j', (days, rules) => {
  const stack = new TerraformStack(Testing.app(), 'stack');
  const group = new TerraformResource(stack, 'group', { terraformResourceType: 'aws_cloudwatch_log_group' });
  exemptRetention(group, days);
  const { aws_cloudwatch_log_group: groups } = stack.toTerraform().resource;
  const skipped: { id: string; comment: string }[] = groups.group['//'].checkov?.skip ?? [];
  expect(skipped.map(({ id }) => id)).toEqual(rules);
  for (const { comment } of skipped) expect(comment).toContain(`${days} days`);
});
