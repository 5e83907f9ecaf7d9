import type { EnvironmentId, PolicyStatement } from '@slipway/core';

/** Whose logs AWS writes to a bucket: a load balancer's access logs, CloudFront's standard logs, S3's server access logs. */
export type LogSource = 'load-balancer' | 'cdn' | 'buckets';

/** What a source asks of the bucket that it delivers to. */
export interface LogDelivery {
  readonly ownership: 'BucketOwnerEnforced' | 'BucketOwnerPreferred';
  readonly statements: (target: DeliveryTarget) => readonly PolicyStatement[];
}

export interface DeliveryTarget {
  readonly bucketArn: string;
  readonly account: string;
  readonly environment: EnvironmentId;
}

export const LOG_DELIVERY: { readonly [source in LogSource]: LogDelivery } = {
  /**
   * The account in the path is the guard against load balancers of other accounts. Conditions on aws:SourceArn are not
   * documented for this principal and were seen to end in `Access Denied`; it works in every region, also in those
   * whose older policies name an account of ELB.
   *
   * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
   */
  'load-balancer': {
    ownership: 'BucketOwnerEnforced',
    statements: ({ bucketArn, account }) => [
      {
        Sid: 'LoadBalancerLogs',
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `${bucketArn}/AWSLogs/${account}/*`,
      },
    ],
  },
  /**
   * CloudFront writes itself into the bucket's ACL when logging is turned on, so ACLs must work and no policy is needed.
   *
   * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
   */
  cdn: {
    ownership: 'BucketOwnerPreferred',
    statements: () => [],
  },
  /** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
  buckets: {
    ownership: 'BucketOwnerEnforced',
    statements: ({ bucketArn, account, environment }) => [
      {
        Sid: 'BucketLogs',
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `${bucketArn}/*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${environment.app}-${environment.name}-*` },
        },
      },
    ],
  },
};
