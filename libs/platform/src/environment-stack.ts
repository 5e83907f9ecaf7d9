import { S3Backend, TerraformStack, type App } from 'cdktf';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AWS_PROVIDER_VERSIONS, stateLocation, TERRAFORM_VERSIONS, type Environment } from '@slipway/core';

/**
 * The Terraform root of one environment: where its state lives, which account it may touch, and the two providers,
 * one at home and one in us-east-1, where CloudFront looks for certificates and firewalls and reports its metrics.
 */
export class EnvironmentStack extends TerraformStack {
  /** Provider for what AWS accepts in us-east-1 only. */
  readonly usEast1: AwsProvider;

  constructor(app: App, environment: Environment) {
    super(app, environment.name);
    const { account, region } = environment.aws;
    const provider = {
      allowedAccountIds: [account],
      defaultTags: [
        { tags: { app: environment.app, environment: environment.name, 'managed-by': 'slipway' } },
      ],
    };
    new AwsProvider(this, 'aws', { ...provider, region });
    this.usEast1 = new AwsProvider(this, 'aws-us-east-1', {
      ...provider,
      region: 'us-east-1',
      alias: 'us-east-1',
    });
    this.keepState(environment);

    this.addOverride('terraform.required_version', TERRAFORM_VERSIONS);
    this.addOverride('terraform.required_providers.aws', {
      source: 'hashicorp/aws',
      version: AWS_PROVIDER_VERSIONS,
    });
  }

  private keepState(environment: Environment): void {
    const { bucket, key, keyAlias } = stateLocation(environment);
    const { account, region } = environment.aws;
    const backend = new S3Backend(this, {
      bucket,
      key,
      region,
      encrypt: true,
      kmsKeyId: `arn:aws:kms:${region}:${account}:${keyAlias}`,
      allowedAccountIds: [account],
    });
    // cdktf 0.21 knows the DynamoDB lock only; S3's own needs no table and leaves nothing to pay for.
    backend.addOverride('use_lockfile', true);
  }
}
