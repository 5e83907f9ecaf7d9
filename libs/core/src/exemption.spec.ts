import { TerraformResource, TerraformStack, Testing } from 'cdktf';
import { exempt } from './exemption';

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
