import type { PolicyStatement } from '@slipway/core';

export function tlsOnly(bucketArn: string): PolicyStatement {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/**
 * Lets CloudFront read what lies below `prefix`, on behalf of one distribution. Without `s3:ListBucket` S3 answers 403
 * for what is not there, so that nobody learns what is.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function readByCdn(bucketArn: string, prefix: string, distributionArn: string): PolicyStatement {
  return {
    Sid: 'ReadByCdn',
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: `${bucketArn}/${prefix}*`,
    Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
  };
}
