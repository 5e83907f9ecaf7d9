/** Name to write the override by: Terraform merges files that end in `_override.tf.json` into the others. */
export const TERRAFORM_OVERRIDE_FILE = 'cloud_override.tf.json';

/** A stack as synthesized, as far as it matters here. */
export interface TerraformJson {
  readonly terraform?: { readonly backend?: { readonly s3?: Block } };
  readonly provider?: { readonly aws?: Block | readonly Block[] };
}

interface Block {
  readonly [argument: string]: unknown;
}

/**
 * What Terraform must do differently on the embedded cloud, for a file beside the stack's own, which stays what AWS
 * gets. Where the cloud is, and who calls, is said by {@link cloudEnvironment}.
 *
 * https://developer.hashicorp.com/terraform/language/files/override
 */
export function terraformOverride(stack: TerraformJson): TerraformJson {
  const backend = stack.terraform?.backend?.s3;
  const providers = [stack.provider?.aws ?? []].flat();
  return {
    ...(providers.length > 0 && { provider: { aws: providers.map(overrideProvider) } }),
    // A backend is replaced, not merged.
    ...(backend && { terraform: { backend: { s3: { ...backend, use_path_style: true } } } }),
  };
}

/** Merged into the provider block with the same alias. */
function overrideProvider({ alias }: Block): Block {
  return {
    ...(alias !== undefined && { alias }),
    // Buckets as part of the host name would need DNS.
    s3_use_path_style: true,
    // The default of 25 turns an answer that will not change into minutes. Tries, in all.
    max_retries: 4,
  };
}
