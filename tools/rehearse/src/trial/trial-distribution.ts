import type { CacheBehavior, DistributionConfig, Origin } from '@aws-sdk/client-cloudfront';
import { assetBucket, ASSETS_PATH, originDomain, type Environment } from '@slipway/core';

/** Proves to the load balancer that a request came through the distribution. */
export const ORIGIN_HEADER = { name: 'x-slipway-origin', value: 'trial' } as const;

/** As libs/edge calls its origins, and the policies of AWS's own that it attaches. */
const LOAD_BALANCER = 'load-balancer';
const ASSET_BUCKET = 'asset-bucket';
const ASSETS = 'assets';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
const HOST_HEADER_ONLY = 'bf0718e1-ba1e-49d1-88b1-f726733018ae';
const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';

const READ = { Quantity: 2, Items: ['GET', 'HEAD'] as ('GET' | 'HEAD')[] };
const EVERYTHING: CacheBehavior['AllowedMethods'] = {
  Quantity: 7,
  Items: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
};

/**
 * The distribution that libs/edge declares, in CloudFront's own words: everything from the load balancer, but assets
 * from their bucket first where the environment keeps them.
 *
 * @param originAccessControlId what requests to the bucket are signed by
 */
export function distributionConfig(
  environment: Environment,
  originAccessControlId?: string,
): DistributionConfig {
  const { domain, edge, name } = environment;
  const origins = [
    loadBalancer(environment),
    ...(edge.assets ? [bucket(environment, originAccessControlId)] : []),
  ];
  return {
    CallerReference: name,
    Comment: name,
    Enabled: true,
    Aliases: { Quantity: 1, Items: [domain.name] },
    Origins: { Quantity: origins.length, Items: origins },
    OriginGroups: edge.assets ? { Quantity: 1, Items: [ASSETS_GROUP] } : { Quantity: 0 },
    DefaultCacheBehavior: {
      ...common(LOAD_BALANCER),
      AllowedMethods: EVERYTHING,
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER,
    },
    CacheBehaviors: { Quantity: 1, Items: [assetBehaviour(edge.assets)] },
    CustomErrorResponses: { Quantity: UNCACHED_ERRORS.length, Items: UNCACHED_ERRORS },
  };
}

function loadBalancer(environment: Environment): Origin {
  return {
    Id: LOAD_BALANCER,
    DomainName: originDomain(environment),
    CustomHeaders: {
      Quantity: 1,
      Items: [{ HeaderName: ORIGIN_HEADER.name, HeaderValue: ORIGIN_HEADER.value }],
    },
    CustomOriginConfig: {
      HTTPPort: 80,
      HTTPSPort: 443,
      OriginProtocolPolicy: 'https-only',
      OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] },
      OriginReadTimeout: 60,
      OriginKeepaliveTimeout: 50,
    },
  };
}

function bucket(environment: Environment, originAccessControlId?: string): Origin {
  return {
    Id: ASSET_BUCKET,
    DomainName: `${assetBucket(environment)}.s3.${environment.aws.region}.amazonaws.com`,
    OriginAccessControlId: originAccessControlId,
    S3OriginConfig: { OriginAccessIdentity: '' },
    ConnectionAttempts: 2,
    ConnectionTimeout: 2,
  };
}

/** Nothing of the viewer's request goes to a bucket, above all not its host name: S3 finds buckets by that. */
function assetBehaviour(fromBucket: boolean): CacheBehavior {
  return {
    ...common(fromBucket ? ASSETS : LOAD_BALANCER),
    PathPattern: `${ASSETS_PATH}*`,
    AllowedMethods: READ,
    CachePolicyId: CACHING_OPTIMIZED,
    ...(!fromBucket && { OriginRequestPolicyId: HOST_HEADER_ONLY }),
  };
}

function common(originId: string) {
  return {
    TargetOriginId: originId,
    ViewerProtocolPolicy: 'redirect-to-https',
    Compress: true,
    ResponseHeadersPolicyId: SECURITY_HEADERS,
  } as const;
}

const FAILOVER_STATUSES = [403, 404, 500, 502, 503, 504];

const ASSETS_GROUP = {
  Id: ASSETS,
  FailoverCriteria: { StatusCodes: { Quantity: FAILOVER_STATUSES.length, Items: FAILOVER_STATUSES } },
  Members: { Quantity: 2, Items: [{ OriginId: ASSET_BUCKET }, { OriginId: LOAD_BALANCER }] },
};

const UNCACHED_ERRORS = [404, 405, 414, 500, 501, 502, 503, 504].map((ErrorCode) => ({
  ErrorCode,
  ErrorCachingMinTTL: 0,
}));
