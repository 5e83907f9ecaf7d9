/** A rule that a resource knowingly does not meet, as `exempt` of core leaves it in the synthesized JSON. */
export interface ExemptionRecord {
  readonly rule: string;
  /** Terraform address, such as `aws_s3_bucket.logs`. */
  readonly address: string;
  readonly reason: string;
}

interface RecordedResource {
  readonly '//'?: { readonly checkov?: { readonly skip?: readonly { id: string; comment: string }[] } };
}

interface SynthesizedStack {
  readonly resource?: { readonly [type: string]: { readonly [id: string]: RecordedResource } };
}

/** Every exemption in a `cdk.tf.json`, in the order of the file. */
export function recordedExemptions(stack: SynthesizedStack): ExemptionRecord[] {
  return Object.entries(stack.resource ?? {}).flatMap(([type, resources]) =>
    Object.entries(resources).flatMap(([id, resource]) =>
      (resource['//']?.checkov?.skip ?? []).map(({ id: rule, comment }) => ({
        rule,
        address: `${type}.${id}`,
        reason: comment,
      })),
    ),
  );
}
