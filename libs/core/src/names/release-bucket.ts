import type { Environment } from '../environment';
import { physicalName } from './physical-name';

/** What the bucket of the ledger keeps: the third part of its name. */
export const RELEASES = 'releases';

/** Name of the bucket that keeps an environment's ledger of releases; all of AWS shares bucket names. */
export function releaseBucket({
  app,
  name,
  aws,
}: Pick<Environment, 'app' | 'name'> & { readonly aws: Pick<Environment['aws'], 'account'> }): string {
  return physicalName('bucket', { app, name }, RELEASES, aws.account);
}
