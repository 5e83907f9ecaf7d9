import type { Environment } from '../environment';
import { physicalName } from './physical-name';

/** What the bucket of fingerprinted files keeps: the third part of its name. */
export const ASSETS = 'assets';

/**
 * Path below which an app serves files whose names change with their content, so that they may be cached for ever and
 * be kept beyond the release that brought them.
 */
export const ASSETS_PATH = '/_next/static/';

/** Name of the bucket that keeps an environment's assets; all of AWS shares bucket names. */
export function assetBucket({
  app,
  name,
  aws,
}: Pick<Environment, 'app' | 'name'> & { readonly aws: Pick<Environment['aws'], 'account'> }): string {
  return physicalName('bucket', { app, name }, ASSETS, aws.account);
}
