import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { physicalName, type EnvironmentId, type KeyRef, type Removal } from '@slipway/core';
import { keyPolicy, type KeyService } from './key-policy';

export interface EncryptionKeyProps {
  readonly environment: EnvironmentId;
  readonly account: string;
  /** Region of the key, which is that of `provider`. */
  readonly region: string;
  readonly removal: Removal;
  /** What it encrypts; shown in the AWS console. */
  readonly description: string;
  /** AWS services that use the key on their own: no more than do. */
  readonly services: readonly KeyService[];
  /** For a key outside the home region. @default the stack's own provider */
  readonly provider?: TerraformProvider;
}

/**
 * The key that an environment's data, logs and messages are encrypted with, one per environment and region. Rotated
 * every year; after a destroy it can be had back for 30 days, and until then so can everything it encrypted.
 *
 * @example
 * new EncryptionKey(stack, 'key', { environment, account, region, removal: 'protect', description: 'Data of acme prod', services: ['logs'] });
 * Cost: 1 USD a month, and 1 more from each of the first two rotations.
 */
export class EncryptionKey extends Construct implements KeyRef {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { account, region, provider } = props;
    const key = new KmsKey(this, 'key', {
      description: props.description,
      policy: keyPolicy({ account, region, services: props.services }),
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      provider,
      lifecycle: { preventDestroy: props.removal === 'protect' },
    });
    new KmsAlias(this, 'alias', {
      name: `alias/${physicalName('key', props.environment)}`,
      targetKeyId: key.keyId,
      provider,
    });
    this.arn = key.arn;
  }
}
