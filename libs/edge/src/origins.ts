import type {
  CloudfrontDistributionOrigin as Origin,
  CloudfrontDistributionOriginGroup as OriginGroup,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';

/** Origin id of the load balancer. */
export const LOAD_BALANCER = 'load-balancer';
/** Origin id of the bucket of assets. */
const ASSET_BUCKET = 'asset-bucket';
/** Id of the group that asks the bucket, then the load balancer. */
export const ASSETS = 'assets';

/**
 * @param domainName name that the load balancer's certificate covers
 * @param header proves to the load balancer that the request came through this distribution
 */
export function loadBalancerOrigin(
  domainName: string,
  header: { readonly name: string; readonly value: string },
): Origin {
  return {
    originId: LOAD_BALANCER,
    domainName,
    customHeader: [header],
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: 'https-only',
      originSslProtocols: ['TLSv1.2'],
      // The longest answer without a raised quota.
      originReadTimeout: 60,
      // Shorter than the load balancer's own 60 s: it must not close a connection that CloudFront is about to use.
      originKeepaliveTimeout: 50,
    },
  };
}

/** @param originAccessControlId what CloudFront signs its requests by: the bucket is private */
export function assetBucketOrigin(domainName: string, originAccessControlId: string): Origin {
  return {
    originId: ASSET_BUCKET,
    domainName,
    originAccessControlId,
    // A page waits for its chunks: the load balancer is asked after 4 s without S3, not after CloudFront's 30.
    connectionAttempts: 2,
    connectionTimeout: 2,
  };
}

/**
 * The bucket first, and the load balancer for what is not in there or while S3 fails: a file whose upload is under way,
 * or of an image without a release, is still served. S3 says 403 for what is missing, as CloudFront is not allowed to list it.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export const ASSETS_GROUP: OriginGroup = {
  originId: ASSETS,
  failoverCriteria: { statusCodes: [403, 404, 500, 502, 503, 504] },
  member: [{ originId: ASSET_BUCKET }, { originId: LOAD_BALANCER }],
};
