import type { CloudfrontDistributionDefaultCacheBehavior as Behaviour } from '@cdktf/provider-aws/lib/cloudfront-distribution';
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

/**
 * The host name is passed on here as well. Without it CloudFront would ask the load balancer by its AWS name, the
 * certificate would not match and every file be a 502
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html).
 */
export function cached(originId: string): Behaviour {
  return {
    ...common(originId),
    allowedMethods: ['GET', 'HEAD'],
    cachePolicyId: CACHING_OPTIMIZED,
    originRequestPolicyId: HOST_HEADER_ONLY,
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
