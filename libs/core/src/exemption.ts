/** A resource, whatever makes it: cdktf's `TerraformElement` fits. */
interface Overridable {
  addOverride(path: string, value: unknown): void;
}

/**
 * Records on the resource itself why a security rule is knowingly not met. `slipway scan` fails on a finding without
 * a record and on a record without a finding. Terraform ignores the `//` key.
 *
 * @param rule a Checkov id such as `CKV_AWS_18`
 */
export function exempt(resource: Overridable, rule: string, reason: string): void {
  const recorded = exemptions.get(resource) ?? [];
  recorded.push({ id: rule, comment: reason });
  exemptions.set(resource, recorded);
  resource.addOverride('//.checkov.skip', recorded);
}

const exemptions = new WeakMap<Overridable, { id: string; comment: string }[]>();

/** Records on a log group that it is kept for less than the year that the rule asks for, if it is. */
export function exemptRetention(logGroup: Overridable, days: number): void {
  if (days < 365) exempt(logGroup, 'CKV_AWS_338', `Kept for the ${days} days that the environment asks for`);
}
