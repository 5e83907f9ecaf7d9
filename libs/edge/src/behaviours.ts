import type {
  CloudfrontDistributionDefaultCacheBehavior as Behaviour,
  CloudfrontDistributionOrderedCacheBehavior as PathBehaviour,
} from '@cdktf/provider-aws/lib/cloudfront-distribution';
import { ASSETS_PATH } from '@slipway/core';
import {
  ALL_VIEWER,
  CACHING_DISABLED,
  CACHING_OPTIMIZED,
  HOST_HEADER_ONLY,
  SECURITY_HEADERS,
} from './managed-policies';

/** A page may be somebody's own, so nothing is kept and all is passed on, the host name included. */
export function passThrough(originId: string): Behaviour {
  return {
    ...common(originId),
    allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
    cachePolicyId: CACHING_DISABLED,
    originRequestPolicyId: ALL_VIEWER,
  };
}

/** Fingerprinted files from the app alone, which is told the host name as it is for everything else. */
export function assetsOfApp(originId: string): PathBehaviour {
  return { ...assets(originId), originRequestPolicyId: HOST_HEADER_ONLY };
}

/**
 * Fingerprinted files where a bucket is asked first. Nothing of the viewer's request is passed on, above all not its
 * host name: S3 finds the bucket by the host name, and the signature covers it
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html).
 */
export function assetsOfBucket(originId: string): PathBehaviour {
  return assets(originId);
}

function assets(originId: string): PathBehaviour {
  return {
    ...common(originId),
    pathPattern: `${ASSETS_PATH}*`,
    allowedMethods: ['GET', 'HEAD'],
    cachePolicyId: CACHING_OPTIMIZED,
  };
}

function common(originId: string) {
  return {
    targetOriginId: originId,
    viewerProtocolPolicy: 'redirect-to-https',
    cachedMethods: ['GET', 'HEAD'],
    compress: true,
    responseHeadersPolicyId: SECURITY_HEADERS,
  };
}
