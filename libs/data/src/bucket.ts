import { Lazy, type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import {
  exempt,
  physicalName,
  policyDocument,
  type BucketRef,
  type EnvironmentId,
  type KeyRef,
  type PolicyStatement,
  type Removal,
} from '@slipway/core';
import { bucketExemptions } from './bucket-exemptions';
import { readByCdn, tlsOnly } from './bucket-statements';
import { LOG_DELIVERY, type LogSource } from './log-delivery';

export interface BucketProps {
  readonly environment: EnvironmentId;
  /** Account id; part of the name, because bucket names are shared by all of AWS. */
  readonly account: string;
  readonly removal: Removal;
  /** What it keeps, a short noun such as `cdn-logs`: the third part of its name. */
  readonly purpose: string;
  /** Whose logs AWS delivers here. @default none: objects are put by roles of ours */
  readonly logsOf?: LogSource;
  /**
   * Beginning of the keys, such as `_next/static/`, that a CDN may read once {@link Bucket.serve} says which.
   *
   * @default none: read by roles of ours only
   */
  readonly servedPrefix?: string;
  /**
   * Key of its objects. Not together with `logsOf`, as log delivery takes S3's own keys only, nor with `servedPrefix`, as
   * CloudFront would need a place in the key's policy.
   *
   * @default S3's own
   */
  readonly key?: KeyRef;
  /** Where its own accesses are logged. @default nowhere */
  readonly accessLogs?: BucketRef;
  /** For a bucket outside the home region. @default the stack's own provider */
  readonly provider?: TerraformProvider;
  /** Days after which an object is gone. @default never */
  readonly expireDays?: number;
}

/**
 * A private, encrypted, versioned bucket that answers over TLS only.
 *
 * @example new Bucket(stack, 'alb-logs', { environment, account, removal, purpose: 'alb-logs', logsOf: 'load-balancer', expireDays: 90 })
 */
export class Bucket extends Construct implements BucketRef {
  /** Of a bucket for logs known only once it can take them: AWS tests log buckets the moment they are named. */
  readonly name: string;
  readonly arn: string;
  readonly domainName: string;
  private readonly servedPrefix?: string;
  private readonly statements: PolicyStatement[];

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    refuseKey(props);
    this.servedPrefix = props.servedPrefix;
    const bucket = this.createBucket(props);
    const access = this.closeToThePublic(bucket, props);
    const ownership = this.decideOwnership(bucket, props);
    this.encrypt(bucket, props);
    this.keepVersions(bucket, props);
    this.logAccess(bucket, props);
    this.statements = [tlsOnly(bucket.arn), ...deliveries(bucket.arn, props)];
    const policy = new S3BucketPolicy(this, 'policy', {
      provider: props.provider,
      bucket: bucket.id,
      // Read at synthesis, as `serve` is called by then.
      policy: Lazy.stringValue({ produce: () => policyDocument(...this.statements) }),
      dependsOn: [access, ownership],
    });
    // A distribution's origin must not wait for the policy, which waits for the distribution.
    this.name = props.logsOf ? policy.bucket : bucket.bucket;
    this.arn = bucket.arn;
    this.domainName = `${this.name}.s3.${bucket.region}.amazonaws.com`;
  }

  /**
   * Lets one distribution read what lies below `servedPrefix`, and nobody list it.
   *
   * @throws Error when the bucket has no `servedPrefix`
   */
  serve(distribution: { readonly arn: string }): void {
    if (this.servedPrefix === undefined) {
      throw new Error(`Bucket "${this.node.path}" serves nothing: give it a servedPrefix.`);
    }
    this.statements.push(readByCdn(this.arn, this.servedPrefix, distribution.arn));
  }

  private createBucket(props: BucketProps): S3Bucket {
    const bucket = new S3Bucket(this, 'bucket', {
      provider: props.provider,
      bucket: physicalName('bucket', props.environment, props.purpose, props.account),
      forceDestroy: props.removal === 'delete',
      lifecycle: { preventDestroy: props.removal === 'protect' },
    });
    for (const [rule, reason] of Object.entries(bucketExemptions(props))) exempt(bucket, rule, reason);
    return bucket;
  }

  private closeToThePublic(bucket: S3Bucket, { provider }: BucketProps): S3BucketPublicAccessBlock {
    return new S3BucketPublicAccessBlock(this, 'public-access', {
      provider,
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }

  private decideOwnership(bucket: S3Bucket, props: BucketProps): S3BucketOwnershipControls {
    const objectOwnership = props.logsOf ? LOG_DELIVERY[props.logsOf].ownership : 'BucketOwnerEnforced';
    const controls = new S3BucketOwnershipControls(this, 'ownership', {
      provider: props.provider,
      bucket: bucket.id,
      rule: { objectOwnership },
    });
    if (objectOwnership === 'BucketOwnerPreferred') {
      exempt(controls, 'CKV2_AWS_65', 'The service that delivers here grants itself access by ACL');
    }
    return controls;
  }

  private encrypt(bucket: S3Bucket, props: BucketProps): void {
    const byDefault = props.key
      ? { sseAlgorithm: 'aws:kms', kmsMasterKeyId: props.key.arn }
      : { sseAlgorithm: 'AES256' };
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      provider: props.provider,
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: props.key !== undefined }],
    });
  }

  private keepVersions(bucket: S3Bucket, props: BucketProps): void {
    const versioning = new S3BucketVersioningA(this, 'versioning', {
      provider: props.provider,
      bucket: bucket.id,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      provider: props.provider,
      bucket: bucket.id,
      rule: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: props.expireDays === undefined ? undefined : [{ days: props.expireDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    });
  }

  private logAccess(bucket: S3Bucket, props: BucketProps): void {
    if (!props.accessLogs) return;
    new S3BucketLoggingA(this, 'logging', {
      provider: props.provider,
      bucket: bucket.id,
      targetBucket: props.accessLogs.name,
      targetPrefix: `${props.purpose}/`,
    });
  }
}

function refuseKey({ purpose, key, logsOf, servedPrefix }: BucketProps): void {
  if (key && logsOf) {
    throw new Error(
      `Bucket "${purpose}": AWS delivers logs to buckets with S3's own keys only. Leave the key out.`,
    );
  }
  if (key && servedPrefix !== undefined) {
    throw new Error(
      `Bucket "${purpose}": CloudFront is not allowed to use its key, so it could not serve it. Leave the key out.`,
    );
  }
}

function deliveries(
  bucketArn: string,
  { logsOf, account, environment }: BucketProps,
): readonly PolicyStatement[] {
  return logsOf ? LOG_DELIVERY[logsOf].statements({ bucketArn, account, environment }) : [];
}
