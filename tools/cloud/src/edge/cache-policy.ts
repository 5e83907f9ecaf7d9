import type { Encoding } from './accepted-encodings';

/** How long a behaviour's answers are kept, in seconds, and what tells them apart. */
export interface CachePolicy {
  readonly minSeconds: number;
  /** Where the origin says nothing. */
  readonly defaultSeconds: number;
  readonly maxSeconds: number;
  /** Encodings that are kept, each as an answer of its own. */
  readonly encodings: readonly Encoding[];
}

/** CachingDisabled. */
export const NOT_CACHED: CachePolicy = { minSeconds: 0, defaultSeconds: 0, maxSeconds: 0, encodings: [] };

const DAY = 86_400;
const OPTIMIZED: CachePolicy = {
  minSeconds: 1,
  defaultSeconds: DAY,
  maxSeconds: 365 * DAY,
  encodings: ['br', 'gzip'],
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const MANAGED: { readonly [id: string]: CachePolicy } = {
  // CachingOptimized
  '658327ea-f89d-4fab-a63d-7e88639e58f6': OPTIMIZED,
  // CachingOptimizedForUncompressedObjects
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d': { ...OPTIMIZED, encodings: [] },
};

/** Policies that nobody here knows, and the legacy settings, keep nothing. */
export function cachePolicy(id: string | undefined): CachePolicy {
  return MANAGED[id ?? ''] ?? NOT_CACHED;
}

/** @returns whether answers other than errors may be kept. CloudFront compresses nothing where they may not. */
export function isCaching({ maxSeconds }: CachePolicy): boolean {
  return maxSeconds > 0;
}
