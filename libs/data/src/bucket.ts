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
  /** Key of its objects. Not together with `logsOf`: log delivery takes S3's own keys only. @default S3's own */
  readonly key?: KeyRef;
  /** Where its own accesses are logged. @default nowhere */
  readonly accessLogs?: BucketRef;
  /** Days after which an object is gone. @default never */
  readonly expireDays?: number;
}

/**
 * A private, encrypted, versioned bucket that answers over TLS only.
 *
 * @example new Bucket(stack, 'alb-logs', { environment, account, removal, purpose: 'alb-logs', logsOf: 'load-balancer', expireDays: 90 })
 */
export class Bucket extends Construct implements BucketRef {
  /** Known only once the bucket is ready to take what it is for: AWS tests log buckets the moment they are named. */
  readonly name: string;
  readonly arn: string;
  readonly domainName: string;

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    if (props.logsOf && props.key) {
      throw new Error(
        `Bucket "${props.purpose}": AWS delivers logs to buckets with S3's own keys only. Drop the key.`,
      );
    }
    const bucket = this.createBucket(props);
    const access = this.closeToThePublic(bucket);
    const ownership = this.decideOwnership(bucket, props);
    this.encrypt(bucket, props);
    this.keepVersions(bucket, props);
    this.logAccess(bucket, props);
    const policy = new S3BucketPolicy(this, 'policy', {
      bucket: bucket.id,
      policy: policyDocument(tlsOnly(bucket.arn), ...deliveries(bucket.arn, props)),
      dependsOn: [access, ownership],
    });
    this.name = policy.bucket;
    this.arn = bucket.arn;
    this.domainName = `${policy.bucket}.s3.${bucket.region}.amazonaws.com`;
  }

  private createBucket(props: BucketProps): S3Bucket {
    const bucket = new S3Bucket(this, 'bucket', {
      bucket: physicalName('bucket', props.environment, props.purpose, props.account),
      forceDestroy: props.removal === 'delete',
      lifecycle: { preventDestroy: props.removal === 'protect' },
    });
    for (const [rule, reason] of Object.entries(exemptions(props))) exempt(bucket, rule, reason);
    return bucket;
  }

  private closeToThePublic(bucket: S3Bucket): S3BucketPublicAccessBlock {
    return new S3BucketPublicAccessBlock(this, 'public-access', {
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
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: props.key !== undefined }],
    });
  }

  private keepVersions(bucket: S3Bucket, props: BucketProps): void {
    const versioning = new S3BucketVersioningA(this, 'versioning', {
      bucket: bucket.id,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
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
      bucket: bucket.id,
      targetBucket: props.accessLogs.name,
      targetPrefix: `${props.purpose}/`,
    });
  }
}

function tlsOnly(bucketArn: string): PolicyStatement {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

function deliveries(
  bucketArn: string,
  { logsOf, account, environment }: BucketProps,
): readonly PolicyStatement[] {
  return logsOf ? LOG_DELIVERY[logsOf].statements({ bucketArn, account, environment }) : [];
}

function exemptions({ logsOf, key, accessLogs }: BucketProps): { readonly [rule: string]: string } {
  return {
    CKV_AWS_144: 'One region: a copy elsewhere would double the cost of what can be made again',
    CKV2_AWS_62: 'Nothing listens to events of this bucket',
    ...(!key && {
      CKV_AWS_145: logsOf ? "Log delivery takes S3's own keys only" : "No key was given: S3's own is used",
    }),
    ...(!accessLogs && {
      CKV_AWS_18:
        logsOf === 'buckets' ? 'It would log itself for ever' : 'No bucket for access logs was given',
    }),
  };
}
