/**
 * Policies that AWS keeps, the same ids in every account: constants, because looking them up needs credentials.
 * Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html,
 * …/using-managed-origin-request-policies.html and …/using-managed-response-headers-policies.html
 */

/** Managed-CachingDisabled: nothing is kept. */
export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

/** Managed-CachingOptimized: kept for as long as the app's Cache-Control says, compressed, by path alone. */
export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

/** Managed-AllViewer: every header, cookie and query string of the viewer, Host included. */
export const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';

/** Managed-HostHeaderOnly. */
export const HOST_HEADER_ONLY = 'bf0718e1-ba1e-49d1-88b1-f726733018ae';

/** Managed-SecurityHeadersPolicy: HSTS for a year, no sniffing, no framing by others, unless the app says otherwise. */
export const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';
