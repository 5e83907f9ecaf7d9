import { wildcard } from '../http/wildcard';
import type { Behaviour } from './distribution';

/**
 * The first behaviour whose pattern the path matches. Letter case counts, a leading slash in the pattern does not.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
export function behaviourFor(behaviours: readonly Behaviour[], path: string): Behaviour | undefined {
  const plain = path.replace(/^\//, '');
  return behaviours.find(({ pathPattern }) => wildcard(pathPattern.replace(/^\//, ''))(plain));
}
