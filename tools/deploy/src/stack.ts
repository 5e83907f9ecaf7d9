import { readFileSync } from 'node:fs';

/** The parts of a synthesized `cdk.tf.json` that deploying looks at. */
export interface Stack {
  readonly terraform?: {
    readonly backend?: { readonly s3?: S3Backend };
    readonly required_providers?: unknown;
  };
  readonly provider?: { readonly aws?: readonly AwsProvider[] };
  readonly resource?: {
    readonly [type: string]: { readonly [name: string]: { readonly provider?: unknown } };
  };
}

export interface S3Backend {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  readonly workspace_key_prefix?: string;
  readonly [argument: string]: unknown;
}

interface AwsProvider {
  readonly alias?: string;
  readonly allowed_account_ids?: readonly string[];
  readonly [argument: string]: unknown;
}

export function readStack(file: string): Stack {
  return JSON.parse(readFileSync(file, 'utf8')) as Stack;
}

/** Where the backend keeps a workspace's state. https://developer.hashicorp.com/terraform/language/backend/s3 */
export function stateAddress(
  { bucket, key, workspace_key_prefix: prefix = 'env:' }: S3Backend,
  workspace: string,
): string {
  return `s3://${bucket}/${prefix}/${workspace}/${key}`;
}
