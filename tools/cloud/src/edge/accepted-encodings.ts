/** What the edge compresses with. */
export type Encoding = 'br' | 'gzip';

/** CloudFront's own order: it prefers Brotli. */
const KNOWN: readonly Encoding[] = ['br', 'gzip'];

/**
 * The encodings that a viewer takes, of those that a cache policy has: `Accept-Encoding` in the normal form that is
 * part of the cache key and that the origin is sent.
 *
 * @param header as the viewer sent it
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html#cache-policy-compressed-objects
 */
export function acceptedEncodings(
  header: string | undefined,
  { encodings }: { readonly encodings: readonly Encoding[] },
): readonly Encoding[] {
  const accepted = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((item) => item.split(';').map((part) => part.trim()))
    .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
    .map(([name]) => name);
  return KNOWN.filter((encoding) => encodings.includes(encoding) && accepted.includes(encoding));
}
