import type { Environment } from '../environment';

/** Where the Terraform state of an app's environments lives in one account and region. */
export interface StateLocation {
  readonly bucket: string;
  /** The workspace puts `env:/<environment>/` in front. */
  readonly key: string;
  /** Alias of the key that encrypts the bucket, with its `alias/` prefix. */
  readonly keyAlias: string;
}

/** The state bucket is made once per account by bootstrap; this is the name that both sides know. */
export function stateLocation({
  app,
  aws,
}: {
  readonly app: string;
  readonly aws: Pick<Environment['aws'], 'account' | 'region'>;
}): StateLocation {
  return {
    bucket: `${app}-tfstate-${aws.account}-${aws.region}`,
    key: `${app}.tfstate`,
    keyAlias: `alias/${app}-tfstate`,
  };
}
